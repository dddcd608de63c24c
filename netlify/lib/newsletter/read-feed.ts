import type { EditionArticle } from '#netlify/database/schema/newsletter.ts';
import type { NewsletterSettings } from '#src/shared/newsletter/newsletter-settings.ts';
import { readFile, SiteError, type NewsletterSite } from './newsletter-site.ts';

/** What the site's own feed says of its newest articles, newest first. */
export async function readFeed(
  site: NewsletterSite,
  { locale, isDefault, topics }: NewsletterSettings,
): Promise<EditionArticle[]> {
  const file = await readFile(site, isDefault ? '/feed.json' : `/${locale}/feed.json`);
  if (file === null) throw new SiteError('The feed is not there.');
  // Written by the build that this function belongs to.
  const { items } = JSON.parse(file.text) as { readonly items: readonly FeedItem[] };
  const ids = new Map(topics.map(({ id, name }) => [name, id]));
  return items.map((item) => ({
    url: item.url,
    title: item.title,
    description: item.summary,
    publishedAt: item.date_published,
    topics: (item.tags ?? []).flatMap((name) => ids.get(name) ?? []),
    authors: item.authors.map(({ name }) => name),
  }));
}

/** An item of a JSON Feed 1.1 as `src/collections/feeds/json-feed.ts` writes it. */
interface FeedItem {
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly date_published: string;
  readonly tags?: readonly string[];
  readonly authors: readonly { readonly name: string }[];
}
