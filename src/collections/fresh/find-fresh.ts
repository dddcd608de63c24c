import {
  readConnection,
  type ContentfulVariables,
} from '#src/collections/contentful/connection.ts';
import { ContentfulFailure } from '#src/collections/contentful/failures.ts';
import { fetchArticle, type FetchedArticle } from '#src/collections/contentful/fetch-article.ts';
import { mappingOf } from '#src/collections/contentful/reading.ts';
import { digestOf } from '#src/collections/digest.ts';
import type { Body } from '#src/collections/bodies.ts';
import type { Article } from '#src/collections/schemas/articles.ts';
import type { ArticleSurroundings } from '#src/collections/views/article-page.ts';
import { surround, type FreshSettings } from './fresh-settings.ts';
import { readFreshArticle, usesOf } from './read-fresh-article.ts';
import { withinTime } from './within-time.ts';
import { readFlatCopy, readFreshSettings, type FlatCopy } from './site-files.ts';

/** Which article somebody asks for, and where what the build made is. */
export interface Asked {
  /** Of the site itself. */
  readonly origin: string;
  /** As it stands in the path: null where nothing does, which is the default one. */
  readonly locale: string | null;
  readonly slug: string;
  readonly variables: ContentfulVariables;
  readonly now: Date;
  /** How long Contentful may take for all of it; 8 seconds unless told. */
  readonly longestInMilliseconds?: number;
}

/** What is to be answered, by what Contentful has now. */
export type Finding =
  /** Changed since the build, or new. */
  | {
      readonly kind: 'fresh';
      readonly article: Article;
      readonly body: Body;
      readonly surroundings: ArticleSurroundings;
      readonly isBuilt: boolean;
      readonly uses: readonly string[];
    }
  /** What the build made of it still holds, or is the best that can be had. */
  | {
      readonly kind: 'flat';
      readonly copy: FlatCopy;
      readonly uses: readonly string[];
      readonly isSure: boolean;
    }
  | { readonly kind: 'moved'; readonly slug: string; readonly uses: readonly string[] }
  /** Nothing is there, or not yet: from a moment on, where that is known. */
  | { readonly kind: 'missing'; readonly uses: readonly string[]; readonly until: Date | null }
  /** It cannot be said now. Null where not even the site's own files can be had. */
  | { readonly kind: 'down'; readonly settings: FreshSettings | null };

/** Finds what an article is now. Where Contentful cannot say it, what the build made holds. */
export async function findFresh(asked: Asked): Promise<Finding> {
  const { origin, locale, slug, variables } = asked;
  const settings = await readFreshSettings(origin, locale);
  if (settings === null) return { kind: 'missing', uses: [], until: null };
  const { scope } = settings;
  const copy = await readFlatCopy(origin, scope, slug);
  try {
    const connection = readConnection(variables);
    if (connection === null) return flatOr(copy, { kind: 'missing', uses: [], until: null });
    const wanted = {
      site: settings.site,
      mapping: mappingOf(settings.site),
      locale: scope.locale,
      slug,
      id: copy?.id ?? null,
    };
    const fetched = await withinTime(
      asked.longestInMilliseconds ?? longestInMilliseconds,
      fetchArticle({ ...connection, ...patience }, wanted),
    );
    if (fetched === null) return { kind: 'missing', uses: copy ? [copy.id] : [], until: null };
    return await judge(fetched, copy, { asked, settings });
  } catch (error) {
    // Whatever it is: readers have a page that holds, and the log what went wrong.
    const isTheirs = error instanceof ContentfulFailure;
    const told = isTheirs ? `Contentful could not be read: ${error.message}.` : error;
    console.error('Fresh pages:', told);
    return flatOr(copy, { kind: 'down', settings });
  }
}

/** Readers wait for it. In milliseconds. */
const patience = { retries: 1, timeout: 5000 };
const longestInMilliseconds = 8000;

function flatOr(copy: FlatCopy | null, other: Finding): Finding {
  return copy ? { kind: 'flat', copy, uses: [copy.id], isSure: false } : other;
}

interface Judging {
  readonly asked: Asked;
  readonly settings: FreshSettings;
}

async function judge(
  fetched: FetchedArticle,
  copy: FlatCopy | null,
  { asked, settings }: Judging,
): Promise<Finding> {
  const { now, slug } = asked;
  const versions = usesOf(fetched, settings);
  const uses = [...versions.keys()];
  if (copy?.id === fetched.id && copy.version === digestOf([...versions])) {
    return { kind: 'flat', copy, uses, isSure: true };
  }
  const read = await readFreshArticle(fetched, { settings, slug, now });
  if (read.kind === 'moved') return { kind: 'moved', slug: read.slug, uses };
  if (read.kind === 'missing') return { kind: 'missing', uses, until: null };
  if (read.problems.length > 0 || read.kind === 'broken') {
    const [first] = read.problems;
    console.error(
      `Fresh pages: ${read.problems.length} mistakes in ${first?.file ?? fetched.id}, the first in ${first?.field ?? 'its text'}: the page waits for the next build.`,
    );
    return flatOr(copy, { kind: 'missing', uses, until: null });
  }
  const { arrival, body } = read;
  const { article } = arrival;
  if (article.isScheduled) return { kind: 'missing', uses, until: article.publishedAt };
  // Its text is served from what a build made; where it was public before, that is hidden at once.
  if (article.access === 'members' && copy === null) return { kind: 'missing', uses, until: null };
  const surroundings = surround(settings, arrival);
  return { kind: 'fresh', article, body, surroundings, isBuilt: copy !== null, uses };
}
