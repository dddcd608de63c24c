import type { APIRoute } from 'astro';
import { writeSitemap } from '#src/collections/feeds/sitemap.ts';
import { sitemapPaths } from '#src/collections/static-files.ts';
import type { SitemapView } from '#src/collections/views/sitemap.ts';

export const getStaticPaths = sitemapPaths;

export const GET: APIRoute<{ view: SitemapView }> = ({ props }) =>
  new Response(writeSitemap(props.view), { headers: { 'Content-Type': 'application/xml' } });
