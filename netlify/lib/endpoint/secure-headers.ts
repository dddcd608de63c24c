import { securityHeaders } from '#src/shared/security-headers.ts';

/** For answers that hold no page: nothing may be loaded or framed. */
const policy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** The same answer with the headers that every answer carries: Netlify adds them to files only. */
export function secured(response: Response): Response {
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(securityHeaders)) {
    if (!headers.has(name)) headers.set(name, value);
  }
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', policy);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
