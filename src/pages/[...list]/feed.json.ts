import type { APIRoute } from 'astro';
import { writeJsonFeed } from '#src/collections/feeds/json-feed.ts';
import { feedPathsOfLists } from '#src/collections/static-files.ts';
import type { FeedView } from '#src/collections/views/feed.ts';

export const getStaticPaths = feedPathsOfLists;

export const GET: APIRoute<{ view: FeedView }> = async ({ props }) =>
  new Response(await writeJsonFeed(props.view), {
    headers: { 'Content-Type': 'application/feed+json' },
  });
