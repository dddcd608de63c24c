import { articlePath, plainPagePath } from '#src/shared/paths.ts';
import type { ContentWriter } from './content-writer.ts';
import type { LinkTarget } from './link-targets.ts';
import { guessOldPaths } from './guess-old-paths.ts';
import { assignOldPaths, knownOldPaths, patternValues } from './old-paths.ts';
import { presentSlugs, slugsBefore } from './present-slugs.ts';
import type { ReadArticle } from './read-article.ts';
import type { Report } from './report.ts';
import { readDefaultLocale, readRedirectedPaths } from './site-files.ts';
import { assignSlugs } from './slugs.ts';

/** Where an article goes. */
export interface PlannedArticle {
  readonly slug: string;
  readonly target: LinkTarget;
}

interface PlanContext {
  readonly out: string;
  readonly locale: string;
  readonly sourceName: string;
  readonly oldPathPatterns: readonly string[];
  readonly oldSite: URL | null;
  readonly report: Report;
  readonly writer: ContentWriter;
}

const noOldPaths = 'redirects: no old addresses are known, --old-urls says what they were';

/** Decides the address of every article before any is written: links between them need all. */
export async function planArticles(
  articles: readonly ReadArticle[],
  context: PlanContext,
): Promise<Map<ReadArticle, PlannedArticle>> {
  const { out, locale, report } = context;
  const slugs = await slugsFor(articles, context);
  const scope = { locale, defaultLocale: (await readDefaultLocale(out)) ?? locale };
  const newPaths = new Map(
    [...slugs].map(([article, slug]) => [article, articlePath(scope, slug)] as const),
  );
  const pages = await presentSlugs(out, `pages/${locale}`);
  const others = [
    ...(await readRedirectedPaths(out)),
    ...pages.map((page) => plainPagePath(scope, page)),
  ];
  const patterns = [...context.oldPathPatterns, ...guessPatterns(articles, context)];
  const oldPaths = assignOldPaths(articles, patterns, { newPaths, others, report });
  if (articles.length > 0 && [...oldPaths.values()].every((paths) => paths.length === 0))
    report.forFile('').count('left out', noOldPaths);
  const plan = new Map<ReadArticle, PlannedArticle>();
  for (const [article, slug] of slugs) {
    const { file, text, givenIds, isDraft, publishedAt } = article;
    const target: LinkTarget = {
      file,
      path: newPaths.get(article) ?? '',
      oldPaths: oldPaths.get(article) ?? [],
      shownFrom: isDraft ? Number.POSITIVE_INFINITY : new Date(publishedAt).getTime(),
      body: text.value,
      givenIds,
    };
    plan.set(article, { slug, target });
  }
  return plan;
}

/** Patterns of old paths that the links between the articles tell. */
function guessPatterns(
  articles: readonly ReadArticle[],
  { oldPathPatterns, oldSite, report }: PlanContext,
): string[] {
  const linked = articles.map((article) =>
    Object.assign(patternValues(article), { text: article.text.value }),
  );
  const known = articles.flatMap((article) => knownOldPaths(article, oldPathPatterns));
  const guesses = guessOldPaths(linked, { oldSite, known });
  for (const { pattern, example, articles: count } of guesses) {
    const detail = `${pattern} (${count} articles are linked to like ${example.url})`;
    report
      .forFile(example.file)
      .note('guessed', 'old addresses: read from links between the articles', null, detail);
  }
  return guesses.map(({ pattern }) => pattern);
}

async function slugsFor(
  articles: readonly ReadArticle[],
  { out, locale, sourceName, report, writer }: PlanContext,
): Promise<Map<ReadArticle, string>> {
  const before = slugsBefore(writer.ledger, { sourceName, locale });
  const own = new Set(before.values());
  const present = await presentSlugs(out, `articles/${locale}`);
  const assigned = assignSlugs(articles, new Set(present.filter((slug) => !own.has(slug))), before);
  const slugs = new Map<ReadArticle, string>();
  for (const article of articles) {
    const slug = assigned.get(article.file) ?? article.wishedSlug;
    slugs.set(article, slug);
    if (slug === article.wishedSlug) continue;
    const notes = report.forFile(article.file);
    notes.note('guessed', 'slug: taken by another article, date or number added', null, slug);
  }
  return slugs;
}
