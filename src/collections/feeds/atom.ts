import { element, xmlDocument, type XmlMarkup } from '#src/shared/xml.ts';
import type { FeedItem, FeedView } from '#src/collections/views/feed.ts';
import { summaryOfItem, textOfItem } from './feed-texts.ts';

/** Writes a feed as Atom (RFC 4287), with the text of each article as HTML. */
export async function writeAtom(feed: FeedView): Promise<string> {
  const entries = await Promise.all(feed.items.map(writeEntry));
  const root = element(
    'feed',
    { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': feed.locale },
    element('id', {}, feed.urls.atom),
    element('title', {}, feed.title),
    feed.description && element('subtitle', {}, feed.description),
    element('updated', {}, feed.updatedAt ?? new Date(0).toISOString()),
    element('link', { rel: 'self', type: 'application/atom+xml', href: feed.urls.atom }),
    element('link', { rel: 'alternate', type: 'text/html', href: feed.home }),
    element('author', {}, element('name', {}, feed.publisher.name), uri(feed.publisher.url)),
    feed.rights && element('rights', {}, feed.rights),
    entries,
  );
  return xmlDocument(root);
}

async function writeEntry(item: FeedItem): Promise<XmlMarkup> {
  const text = await textOfItem(item);
  return element(
    'entry',
    {},
    element('id', {}, item.url),
    element('title', {}, item.title),
    element('link', { rel: 'alternate', type: 'text/html', href: item.url }),
    element('published', {}, item.publishedAt),
    element('updated', {}, item.updatedAt),
    item.authors.map(({ name, url }) => element('author', {}, element('name', {}, name), uri(url))),
    item.topics.map((term) => element('category', { term })),
    element('summary', {}, summaryOfItem(item)),
    text && element('content', { type: 'html' }, text),
  );
}

function uri(url: string): XmlMarkup {
  return element('uri', {}, url);
}
