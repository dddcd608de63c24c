import type { APIRoute } from 'astro';
import { writeAtom } from '#src/collections/feeds/atom.ts';
import { feedPathsOfLists } from '#src/collections/static-files.ts';
import type { FeedView } from '#src/collections/views/feed.ts';

export const getStaticPaths = feedPathsOfLists;

export const GET: APIRoute<{ view: FeedView }> = async ({ props }) =>
  new Response(await writeAtom(props.view), {
    headers: { 'Content-Type': 'application/atom+xml' },
  });
