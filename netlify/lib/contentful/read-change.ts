import { anyTag, isContentfulId, missingTag, tagOf } from '#src/shared/contentful-tags.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';

/** What readers may see now that they did not, or no longer. */
export interface Change {
  /** What the CDN keeps under these is made anew. */
  readonly tags: readonly string[];
}

const topics = /^ContentManagement\.(?:Entry|Asset)\.(publish|unpublish|archive|unarchive|delete)$/;

interface Payload {
  readonly sys?: {
    readonly id?: unknown;
    readonly space?: { readonly sys?: { readonly id?: unknown } };
    readonly environment?: { readonly sys?: { readonly id?: unknown } };
  };
}

/**
 * What a message tells of; null where it is nothing that readers see, or of another space. Only ids are
 * read: what is there now is asked of Contentful by who makes the page, so that the order of messages
 * does not matter.
 *
 * @throws {Refusal} for what cannot be understood
 */
export function readChange(
  topic: string,
  body: Buffer,
  own: { readonly space: string; readonly environment: string },
): Change | null {
  const [, happening] = topics.exec(topic) ?? [];
  if (happening === undefined) return null;
  const { sys } = parse(body);
  const [space, environment] = [sys?.space?.sys?.id, sys?.environment?.sys?.id];
  if (space !== own.space || (environment ?? 'master') !== own.environment) return null;
  const id = sys?.id;
  if (typeof id !== 'string' || !isContentfulId(id)) throw malformed();
  const isNew = happening === 'publish' || happening === 'unarchive';
  return { tags: [tagOf(id), anyTag, ...(isNew ? [missingTag] : [])] };
}

function parse(body: Buffer): Payload {
  try {
    const data: unknown = JSON.parse(body.toString('utf8'));
    if (typeof data === 'object' && data !== null) return data;
  } catch {
    // Told below, in the same words.
  }
  throw malformed();
}

function malformed(): Refusal {
  return new Refusal(400, 'malformed_event', 'This message cannot be understood.');
}
