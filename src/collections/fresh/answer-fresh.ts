import type { ContentfulVariables } from '#src/collections/contentful/connection.ts';
import { isSlug, localeCode } from '#src/collections/schemas/fields.ts';
import { articlePath, scopeOfPath } from '#src/shared/paths.ts';
import { createWords, type Words } from '#src/shared/strings/translate.ts';
import type { Frame } from '#src/collections/views/frame.ts';
import { findFresh, type Asked, type Finding } from './find-fresh.ts';
import { freshHeaders } from './fresh-headers.ts';
import type { FreshSettings } from './fresh-settings.ts';
import { answerNotFound, SiteFileError } from './site-files.ts';

/** A request for an article, as its route is told of it. */
export interface ArticleRequest {
  readonly origin: string;
  readonly locale: string | undefined;
  readonly slug: string | undefined;
  readonly variables: ContentfulVariables;
}

/** What a page with nothing but a message is made with. */
export interface MessageParts {
  readonly frame: Frame;
  readonly words: Words;
}

/** A page to render, or an answer that is whole. */
export type FreshAnswer = { readonly headers: Readonly<Record<string, string>> } & (
  | { readonly kind: 'page'; readonly found: Extract<Finding, { kind: 'fresh' }> }
  /** It cannot be said now what the page is. */
  | { readonly kind: 'unavailable'; readonly parts: MessageParts }
  | { readonly kind: 'response'; readonly response: Response }
);

/** How what the build made is sent. */
interface FlatForm {
  readonly contentType: string;
  /** What the build made, by the page that it made. */
  readonly read: (asked: Asked, html: string) => Promise<string | null>;
}

/** Answers for one article, in the form of `flat` where the build's still holds. */
export async function answerFresh(
  { origin, locale, slug, variables }: ArticleRequest,
  flat: FlatForm,
): Promise<FreshAnswer> {
  const now = new Date();
  const isNamed = slug !== undefined && isSlug(slug);
  const isLocale = locale === undefined || localeCode.safeParse(locale).success;
  const asked = { origin, locale: locale ?? null, slug: slug ?? '', variables, now };
  const found: Finding =
    isNamed && isLocale ? await findSafely(asked) : { kind: 'missing', uses: [], until: null };
  const isTold = Boolean(variables['CONTENTFUL_WEBHOOK_SECRET']?.trim());
  const headers = freshHeaders(found, { isTold, now });
  if (found.kind === 'fresh') return { kind: 'page', found, headers };
  if (found.kind === 'down') {
    return found.settings
      ? { kind: 'unavailable', parts: messageParts(found.settings), headers }
      : { kind: 'response', response: new Response(null, { status: 503, headers }), headers };
  }
  return { kind: 'response', response: await respond(found, { asked, headers, flat }), headers };
}

export function messageParts({ scope, strings, frame }: FreshSettings): MessageParts {
  return { frame, words: createWords(scope.locale, strings) };
}

interface Responding {
  readonly asked: Asked;
  readonly headers: Readonly<Record<string, string>>;
  readonly flat: FlatForm;
}

async function respond(
  found: Exclude<Finding, { kind: 'fresh' | 'down' }>,
  { asked, headers, flat }: Responding,
): Promise<Response> {
  if (found.kind === 'missing') return answerNotFound(asked.origin, headers);
  if (found.kind === 'moved') {
    const Location = encodeURI(articlePath(scopeOfPath(asked.locale), found.slug));
    return new Response(null, { status: 302, headers: { ...headers, Location } });
  }
  const text = await flat.read(asked, found.copy.html);
  if (text === null) return answerNotFound(asked.origin, headers);
  return new Response(text, { headers: { ...headers, 'Content-Type': flat.contentType } });
}

async function findSafely(asked: Asked): Promise<Finding> {
  try {
    return await findFresh(asked);
  } catch (error) {
    if (!(error instanceof SiteFileError)) throw error;
    console.error('Fresh pages:', error);
    return { kind: 'down', settings: null };
  }
}
