import { pageHeadersOf } from './page-headers.ts';

/** The site's own page for what is not there. */
export async function answerNotFound(origin: string): Promise<Response> {
  const page = await fetch(`${origin}/404.html`);
  const headers = pageHeadersOf(page.headers);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  return new Response(page.body, { status: 404, headers });
}
