import type { APIRoute } from 'astro';
import { writeRss } from '#src/collections/feeds/rss.ts';
import { feedPathsOfLists } from '#src/collections/static-files.ts';
import type { FeedView } from '#src/collections/views/feed.ts';

export const getStaticPaths = feedPathsOfLists;

export const GET: APIRoute<{ view: FeedView }> = async ({ props }) =>
  new Response(await writeRss(props.view), { headers: { 'Content-Type': 'application/rss+xml' } });
