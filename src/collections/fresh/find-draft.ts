import type { Body } from '#src/collections/bodies.ts';
import { readPreviewConnection } from '#src/collections/contentful/connection.ts';
import { ContentfulFailure } from '#src/collections/contentful/failures.ts';
import { fetchArticle } from '#src/collections/contentful/fetch-article.ts';
import { mappingOf } from '#src/collections/contentful/reading.ts';
import type { Problem } from '#src/collections/reading/problems.ts';
import type { Article } from '#src/collections/schemas/articles.ts';
import type { ArticleSurroundings } from '#src/collections/views/article-page.ts';
import type { StringKey } from '#src/shared/strings/en.ts';
import type { Asked } from './find-fresh.ts';
import { surround, type FreshSettings } from './fresh-settings.ts';
import { readFreshArticle } from './read-fresh-article.ts';
import { withinTime } from './within-time.ts';

/** What an article is to be, for its editors. */
export type Draft =
  | {
      readonly kind: 'article';
      readonly article: Article;
      readonly body: Body;
      readonly surroundings: ArticleSurroundings;
      readonly problems: readonly Problem[];
    }
  /** It cannot be shown, and why. */
  | {
      readonly kind: 'message';
      readonly status: number;
      readonly message: Extract<StringKey, `preview.${string}`>;
      readonly problems: readonly Problem[];
    };

/** Longer than for readers: an editor waits for what others do not see. */
const patience = { retries: 1, timeout: 10_000 };
const longestInMilliseconds = 15_000;

/** Finds what an article is at Contentful now, published or not, by its slug or by its entry's id. */
export async function findDraft(
  { slug: name, variables, now }: Asked,
  settings: FreshSettings,
): Promise<Draft> {
  const { site, scope } = settings;
  const connection = readPreviewConnection(variables);
  if (connection === null) return say(501, 'preview.unset');
  const wanted = { site, mapping: mappingOf(site), locale: scope.locale };
  const patient = { ...connection, ...patience };
  try {
    // A new entry has an id before it has a slug.
    const find = async () =>
      (await fetchArticle(patient, { ...wanted, slug: name, id: null })) ??
      (await fetchArticle(patient, { ...wanted, slug: null, id: name }));
    const fetched = await withinTime(longestInMilliseconds, find());
    if (fetched === null) return say(404, 'preview.missing');
    const read = await readFreshArticle(fetched, { settings, slug: null, now });
    if (read.kind === 'broken') return say(200, 'preview.broken', read.problems);
    if (read.kind !== 'article') return say(404, 'preview.missing');
    const { arrival, body, problems } = read;
    const surroundings = surround(settings, arrival);
    return { kind: 'article', article: arrival.article, body, surroundings, problems };
  } catch (error) {
    if (!(error instanceof ContentfulFailure)) throw error;
    console.error('Preview:', error.message);
    return error.kind === 'refused' ? say(502, 'preview.refused') : say(503, 'preview.down');
  }
}

function say(
  status: number,
  message: Extract<Draft, { kind: 'message' }>['message'],
  problems: readonly Problem[] = [],
): Draft {
  return { kind: 'message', status, message, problems };
}
