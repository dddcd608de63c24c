import { readBody } from '#src/collections/bodies.ts';
import type { FeedItem } from '#src/collections/views/feed.ts';
import { feedContent } from './feed-content.ts';

/**
 * Texts in the form of feeds, by digest and address (two articles may have the same text, whose
 * anchors lead to each its own): an article is in the feeds of its topics and authors too.
 */
const made = new Map<string, Promise<string>>();

/** What an item is about, and whom it is for if not for everybody. */
export function summaryOfItem({ description, membersText }: FeedItem): string {
  return [description, membersText].filter((text) => text !== null).join(' ');
}

/** Answers the text of an item as HTML, or null where a feed may only announce it. */
export function textOfItem({ bodyDigest, url }: FeedItem): Promise<string | null> {
  if (bodyDigest === null) return Promise.resolve(null);
  const key = `${bodyDigest} ${url}`;
  const known = made.get(key);
  if (known) return known;
  const text = readBody(bodyDigest).then(({ html }) => feedContent(html, url));
  made.set(key, text);
  return text;
}
