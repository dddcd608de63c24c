import { element, xmlDocument, type XmlMarkup } from '#src/shared/xml.ts';
import type { FeedItem, FeedView } from '#src/collections/views/feed.ts';
import { summaryOfItem, textOfItem } from './feed-texts.ts';

/** Writes a feed as RSS 2.0, with the text of each article in `content:encoded`. */
export async function writeRss(feed: FeedView): Promise<string> {
  const items = await Promise.all(feed.items.map(writeItem));
  const namespaces = {
    version: '2.0',
    'xmlns:atom': 'http://www.w3.org/2005/Atom',
    'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  };
  const channel = element(
    'channel',
    {},
    element('title', {}, feed.title),
    element('link', {}, feed.home),
    element('description', {}, feed.description ?? feed.title),
    element('language', {}, feed.locale),
    feed.rights && element('copyright', {}, feed.rights),
    feed.updatedAt && element('lastBuildDate', {}, rssDate(feed.updatedAt)),
    element('atom:link', { rel: 'self', type: 'application/rss+xml', href: feed.urls.rss }),
    items,
  );
  return xmlDocument(element('rss', namespaces, channel));
}

async function writeItem(item: FeedItem): Promise<XmlMarkup> {
  const text = await textOfItem(item);
  return element(
    'item',
    {},
    element('title', {}, item.title),
    element('link', {}, item.url),
    element('guid', { isPermaLink: 'true' }, item.url),
    element('pubDate', {}, rssDate(item.publishedAt)),
    item.authors.map(({ name }) => element('dc:creator', {}, name)),
    item.topics.map((topic) => element('category', {}, topic)),
    element('description', {}, summaryOfItem(item)),
    text && element('content:encoded', {}, text),
  );
}

/** RFC 822 with four digits of the year, as RSS asks for. */
function rssDate(date: string): string {
  return new Date(date).toUTCString();
}
