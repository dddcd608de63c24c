import type { FeedItem, FeedView } from '#src/collections/views/feed.ts';
import { summaryOfItem, textOfItem } from './feed-texts.ts';

/** Writes a feed as JSON Feed 1.1 (jsonfeed.org). */
export async function writeJsonFeed(feed: FeedView): Promise<string> {
  const json = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.home,
    feed_url: feed.urls.json,
    ...(feed.description ? { description: feed.description } : {}),
    language: feed.locale,
    authors: [feed.publisher],
    items: await Promise.all(feed.items.map(writeItem)),
  };
  return `${JSON.stringify(json)}\n`;
}

async function writeItem(item: FeedItem): Promise<object> {
  const text = await textOfItem(item);
  return {
    id: item.url,
    url: item.url,
    title: item.title,
    summary: item.description,
    ...(text === null ? { content_text: summaryOfItem(item) } : { content_html: text }),
    ...(item.image ? { image: item.image } : {}),
    date_published: item.publishedAt,
    date_modified: item.updatedAt,
    authors: item.authors,
    ...(item.topics.length > 0 ? { tags: item.topics } : {}),
  };
}
