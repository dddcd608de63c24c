import { formatLongDate } from '#src/shared/dates.ts';
import { localize, writingDirection } from '#src/shared/localize.ts';
import { openGraphImagePath } from '#src/shared/paths.ts';
import type { Content } from '#src/collections/reading/load-content.ts';

/** What the picture says that stands for an article where its link is shared. */
export interface OpenGraphCard {
  /** Where it is served. */
  readonly path: string;
  readonly publication: string;
  /** The publication's address, which is in letters that every font has. */
  readonly host: string;
  readonly section: string | null;
  readonly title: string;
  /** By whom and when. */
  readonly byline: string;
  readonly dir: 'ltr' | 'rtl';
}

/** Of more authors the first are named. */
const mostNames = 2;

type CardContent = Pick<Content, 'site' | 'articles' | 'authors' | 'topics'>;

/** Makes the card of every article, where the owner wants them. */
export function makeOpenGraphCards({
  site,
  articles,
  authors,
  topics,
}: CardContent): OpenGraphCard[] {
  if (!site.features.openGraphImages) return [];
  const defaultLocale = site.locales[0]?.code ?? 'en';
  return articles.map((article) => {
    const scope = { locale: article.locale, defaultLocale };
    const locale = site.locales.find(({ code }) => code === article.locale);
    const nameOf = (subjects: CardContent['authors'] | CardContent['topics'], id: string): string =>
      localize(subjects.get(id)?.name ?? id, scope);
    const style = { locale: locale?.formats ?? article.locale, timeZone: site.timeZone };
    const names = article.authors.map((id) => nameOf(authors, id));
    const [section] = article.topics;
    return {
      path: openGraphImagePath(scope, article.slug),
      publication: localize(site.title, scope),
      host: new URL(site.url).host,
      section: section === undefined ? null : nameOf(topics, section),
      title: article.title,
      byline: [
        ...names.slice(0, mostNames),
        ...(names.length > mostNames ? ['…'] : []),
        formatLongDate(article.publishedAt, style),
      ].join(' · '),
      dir: locale?.dir ?? writingDirection(article.locale),
    };
  });
}
