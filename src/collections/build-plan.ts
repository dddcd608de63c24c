import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from './disk-cache.ts';
import { makeOpenGraphCards, type OpenGraphCard } from './open-graph/open-graph-card.ts';
import type { Content } from './reading/load-content.ts';
import type { Picture } from './schemas/articles.ts';
import { articleMarkdownPath, articlePath } from '#src/shared/paths.ts';
import { newestFirst } from './arrange-articles.ts';
import { prerendered } from './prerendered.ts';
import { planSearch, type SearchPlan } from './search/search-plan.ts';

/*
 * What the content sync tells the integrations that finish the build. They run in another module
 * graph than the loaders, so it goes by way of a file, written anew by every sync.
 */

/** An old path and where it leads. */
export interface PlannedRedirect {
  readonly from: string;
  readonly to: string;
}

export interface BuildPlan {
  /** Every picture that pages show. */
  readonly pictures: readonly Picture[];
  /** Those that only members are served. */
  readonly memberPictures: readonly Picture[];
  /** The paths of members' articles, decoded. */
  readonly memberArticles: readonly string[];
  readonly redirects: readonly PlannedRedirect[];
  /** The paths of Contentful's articles that are rendered, for everybody to read, with those of their Markdown. */
  readonly renderedEntries: readonly { readonly page: string; readonly markdown: string | null }[];
  /** What is drawn for each article, and the owner's fonts for it, by their paths in the content folder. */
  readonly openGraph: {
    readonly cards: readonly OpenGraphCard[];
    readonly fonts: readonly string[];
  };
  readonly search: SearchPlan;
}

const fileIn = (cacheFolder: string): string => path.join(cacheFolder, 'plan.json');

export async function writeBuildPlan(cacheFolder: string, content: Content): Promise<void> {
  const defaultLocale = content.site.locales[0]?.code ?? 'en';
  const plan: BuildPlan = {
    pictures: content.pictures,
    memberPictures: content.memberPictures,
    memberArticles: content.articles
      .filter(({ access }) => access === 'members')
      .map(({ locale, slug }) => articlePath({ locale, defaultLocale }, slug)),
    redirects: content.redirects.map(({ from, to }) => ({ from, to })),
    renderedEntries: renderedEntriesOf(content, defaultLocale),
    openGraph: { cards: makeOpenGraphCards(content), fonts: content.site.openGraphFonts },
    search: planSearch(content),
  };
  await writeWhole(fileIn(cacheFolder), JSON.stringify(plan));
}

function renderedEntriesOf(
  { site, articles }: Content,
  defaultLocale: string,
): BuildPlan['renderedEntries'] {
  return site.locales.flatMap(({ code }) => {
    const scope = { locale: code, defaultLocale };
    const inLocale = newestFirst(articles.filter(({ locale }) => locale === code));
    return prerendered({ site }, { articles: inLocale })
      .filter(({ entry, access }) => entry !== null && access === 'public')
      .map(({ slug }) => ({
        page: articlePath(scope, slug),
        markdown: site.features.markdownTwins ? articleMarkdownPath(scope, slug) : null,
      }));
  });
}

export async function readBuildPlan(cacheFolder: string): Promise<BuildPlan> {
  // Written by `writeBuildPlan` in the same run.
  return JSON.parse(await readFile(fileIn(cacheFolder), 'utf8')) as BuildPlan;
}
