import {
  absoluteUrl,
  articleMarkdownPath,
  articlePath,
  plainPagePath,
  topicPath,
} from '#src/shared/paths.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import { makeFrame } from '#src/collections/views/frame.ts';

/** The newest articles of each language that are named; the sitemap has all of them. */
const mostArticles = 200;

/** Writes `/llms.txt` (llmstxt.org): what is here, for programs that read with a short attention. */
export function writeLlmsText(publication: Publication): string {
  const [first] = publication.editions;
  if (!first) return '';
  const { title, tagline, description } = makeFrame(publication, first);
  const summary = description ?? tagline;
  const sections = publication.editions.flatMap((edition) => sectionsOf(publication, edition));
  return [`# ${title}`, ...(summary ? [`> ${summary}`] : []), ...sections, ''].join('\n\n');
}

function sectionsOf(publication: Publication, edition: Edition): string[] {
  const { site } = publication;
  const { scope, words } = edition;
  const frame = makeFrame(publication, edition);
  const link = (label: string, path: string, about: string | null): string =>
    `- [${label.replaceAll(/[\\[\]]/g, String.raw`\$&`)}](${absoluteUrl(path, site.url)})${about ? `: ${about}` : ''}`;
  const language = publication.editions.length > 1 ? ` (${scope.locale})` : '';
  const articlePathOf = site.features.markdownTwins ? articleMarkdownPath : articlePath;
  return [
    ...section(
      words.t('llms.articles') + language,
      edition.articles.slice(0, mostArticles).map(({ title, slug, description, access }) => {
        const mark = access === 'members' ? ` (${words.t('members.mark')})` : '';
        return link(title, articlePathOf(scope, slug), description + mark);
      }),
    ),
    ...section(
      words.t('topics.title') + language,
      [...edition.byTopic.keys()].map((id) => {
        const topic = edition.topics.get(id);
        return link(topic?.name ?? id, topicPath(scope, id), topic?.description ?? null);
      }),
    ),
    ...section(
      words.t('llms.pages') + language,
      edition.pages.map((page) =>
        link(page.title, plainPagePath(scope, page.slug), page.description),
      ),
    ),
    ...section(words.t('nav.feeds') + language, [
      link('RSS', frame.feeds.rss, null),
      link('Atom', frame.feeds.atom, null),
      link('JSON Feed', frame.feeds.json, null),
      ...(edition === publication.editions[0] ? [link('Sitemap', '/sitemap-index.xml', null)] : []),
    ]),
  ];
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${heading}`, lines.join('\n')];
}
