import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { APIRoute } from 'astro';
import { getPublication } from '#src/collections/publication.ts';
import { absoluteUrl } from '#src/shared/paths.ts';

export const GET: APIRoute = async () => {
  const owners = await readFile(
    path.join(import.meta.env.BROADSHEET_PUBLIC, 'robots.txt'),
    'utf8',
  ).catch(() => null);
  return new Response(owners ?? (await writeRobots()), {
    headers: { 'Content-Type': 'text/plain' },
  });
};

async function writeRobots(): Promise<string> {
  const { site } = await getPublication();
  return [
    'User-agent: *',
    'Allow: /',
    'Disallow: /api/',
    'Disallow: /account/',
    '',
    `Sitemap: ${absoluteUrl('/sitemap-index.xml', site.url)}`,
    '',
  ].join('\n');
}
