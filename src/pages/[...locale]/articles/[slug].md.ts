import type { APIRoute } from 'astro';
import { readBody } from '#src/collections/bodies.ts';
import { writeMarkdownTwin } from '#src/collections/feeds/markdown-twin.ts';
import { markdownTwinPaths } from '#src/collections/static-files.ts';
import type { MarkdownTwinView } from '#src/collections/views/markdown-twin.ts';

export const getStaticPaths = markdownTwinPaths;

export const GET: APIRoute<{ view: MarkdownTwinView }> = async ({ props: { view } }) => {
  const body = view.bodyDigest === null ? null : (await readBody(view.bodyDigest)).markdown;
  return new Response(writeMarkdownTwin(view, body), {
    headers: { 'Content-Type': 'text/markdown' },
  });
};
