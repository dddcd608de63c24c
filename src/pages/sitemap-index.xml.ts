import type { APIRoute } from 'astro';
import { writeSitemapIndex } from '#src/collections/feeds/sitemap.ts';
import { sitemapUrls } from '#src/collections/static-files.ts';

export const GET: APIRoute = async () =>
  new Response(writeSitemapIndex(await sitemapUrls()), {
    headers: { 'Content-Type': 'application/xml' },
  });
