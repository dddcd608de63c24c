import type { APIRoute } from 'astro';
import { writeLlmsText } from '#src/collections/feeds/llms-text.ts';
import { getPublication } from '#src/collections/publication.ts';

export const GET: APIRoute = async () =>
  new Response(writeLlmsText(await getPublication()), {
    headers: { 'Content-Type': 'text/plain' },
  });
