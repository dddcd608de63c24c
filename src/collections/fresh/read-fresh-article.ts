import type { Body } from '#src/collections/bodies.ts';
import type { FetchedArticle } from '#src/collections/contentful/fetch-article.ts';
import { readSpace, type SpaceContent } from '#src/collections/contentful/read-space.ts';
import { articleTypesIn, mappingOf } from '#src/collections/contentful/reading.ts';
import { findUses } from '#src/collections/contentful/uses.ts';
import { nameSubject, type Named, type Subject } from '#src/collections/named.ts';
import { findCover, toArticle } from '#src/collections/reading/article-of-entry.ts';
import type { Problem } from '#src/collections/reading/problems.ts';
import type { WrittenEntry } from '#src/collections/reading/read-entries.ts';
import { createWordsOf, renderEntry } from '#src/collections/reading/render-entry.ts';
import type { SiteMap } from '#src/collections/reading/site-map.ts';
import type { Article, ArticleFrontMatter } from '#src/collections/schemas/articles.ts';
import type { FreshArrival, FreshNames, FreshSettings } from './fresh-settings.ts';

/** What is made of an entry that was fetched. */
export type FreshArticle =
  | {
      readonly kind: 'article';
      readonly arrival: FreshArrival;
      readonly body: Body;
      /** A build would stop at these. */
      readonly problems: readonly Problem[];
    }
  /** It is in this language under another slug. */
  | { readonly kind: 'moved'; readonly slug: string }
  /** It is not in this language. */
  | { readonly kind: 'missing' }
  /** No page can be made of it. */
  | { readonly kind: 'broken'; readonly problems: readonly Problem[] };

/**
 * Reads and renders one article as a build would, in memory.
 *
 * @param options.slug Under which it was asked for; null where it was not asked for by that.
 */
export async function readFreshArticle(
  { space, id }: FetchedArticle,
  { settings, slug, now }: { settings: FreshSettings; slug: string | null; now: Date },
): Promise<FreshArticle> {
  const { site, scope } = settings;
  const problems: Problem[] = [];
  const report = (problem: Problem): void => void problems.push(problem);
  const content = await readSpace({
    space,
    site,
    now,
    report,
    only: id,
    warn: () => undefined,
    keep: (_name, convert) => convert(),
  });
  const isHere = ({ locale }: WrittenEntry<unknown>): boolean => locale === scope.locale;
  const elsewhere = new Set(
    [...content.articles, ...content.broken].filter((one) => !isHere(one)).map(({ file }) => file),
  );
  // What is wrong in another language keeps nobody from this one.
  const told = (): Problem[] =>
    problems.filter(({ file }) => !elsewhere.has(file)).map((problem) => content.explain(problem));
  const entry = content.articles.find(isHere);
  if (!entry) {
    return content.broken.some(isHere) ? { kind: 'broken', problems: told() } : { kind: 'missing' };
  }
  if (slug !== null && entry.slug !== slug) return { kind: 'moved', slug: entry.slug };
  const made = await render(entry, content, { settings, now, report });
  if (!made) return { kind: 'broken', problems: told() };
  const { article, body } = made;
  const isSame = (one: WrittenEntry<unknown>): boolean => one.slug === entry.slug;
  const locales = content.articles.filter(isSame).map(({ locale }) => locale);
  const arrival = { article, names: namesOf(content, settings), locales };
  return { kind: 'article', arrival, body, problems: told() };
}

/** Everything that an article is made of, by id, with its version: null where it is not published. */
export function usesOf(
  { space, id }: FetchedArticle,
  { site }: FreshSettings,
): Map<string, string | null> {
  const entry = space.entries.get(id);
  return entry ? findUses(entry, space, articleTypesIn(mappingOf(site))) : new Map();
}

interface Rendering {
  readonly settings: FreshSettings;
  readonly now: Date;
  readonly report: (problem: Problem) => void;
}

async function render(
  entry: WrittenEntry<ArticleFrontMatter>,
  { pictures }: SpaceContent,
  { settings, now, report }: Rendering,
): Promise<{ article: Article; body: Body } | null> {
  const { site, strings, scope } = settings;
  const bodies: Body[] = [];
  const source = {
    ...nowhere,
    report,
    remotePictures: pictures,
    siteUrl: site.url,
    map: anywhere,
    wordsOf: createWordsOf(new Map([[scope.locale, strings]])),
    keep: async (_kept: unknown, make: () => Promise<Body>): Promise<Body> => {
      const body = await make();
      bodies.push(body);
      return body;
    },
  };
  const rendered = await renderEntry(entry, source, { access: entry.fields.access });
  const cover = await findCover(entry, source);
  const [body] = bodies;
  if (!rendered || !body) return null;
  return { article: toArticle(entry, rendered, { cover, now }), body };
}

/** Files that a function does not have: a text with one waits for the next build. */
const nowhere = { contentFolder: '/nowhere', publicFolder: '/nowhere', cacheFolder: '/nowhere' };

/** Whether a page is there is known by builds: a link to what looks like one is let through. */
const anywhere: SiteMap = {
  paths: { has: (path) => path.endsWith('/') || /\.[a-z0-9]+$/i.test(path) },
  files: new Map(),
  places: new Map(),
  covered: [],
};

function namesOf({ subjects }: SpaceContent, { scope }: FreshSettings): FreshNames {
  const name = (byId: ReadonlyMap<string, Subject>): Map<string, Named> =>
    new Map([...byId].map(([id, subject]) => [id, nameSubject(id, subject, scope)]));
  return {
    authors: name(subjects.authors.byId),
    topics: name(subjects.topics.byId),
    series: name(subjects.series.byId),
  };
}
