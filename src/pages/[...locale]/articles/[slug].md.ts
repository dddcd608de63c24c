import type { APIRoute } from 'astro';
import { writeMarkdownTwin } from '#src/collections/feeds/markdown-twin.ts';
import { markdownTwinPaths } from '#src/collections/static-files.ts';
import type { MarkdownTwinView } from '#src/collections/views/markdown-twin.ts';

export const getStaticPaths = markdownTwinPaths;

export const GET: APIRoute<{ view: MarkdownTwinView }> = async ({ props }) =>
  new Response(await writeMarkdownTwin(props.view), {
    headers: { 'Content-Type': 'text/markdown' },
  });
