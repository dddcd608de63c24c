import type { Context } from '@netlify/functions';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { readBody } from '#netlify/lib/endpoint/fields.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { siteOf } from '#netlify/lib/newsletter/newsletter-site.ts';
import { placeOf } from './account-site.ts';
import { openAuth } from './auth.ts';
import { callAuth } from './call-auth.ts';
import { onlyCookies } from './cookies.ts';
import { requireOwnBrowser } from './own-browser.ts';
import { cookieName } from './session-cookie.ts';

/*
 * `/api/auth/*`: what better-auth answers itself, which is what scripts need for passkeys. All else
 * that it could answer goes by the forms at `/account/`, which count and say the same to everybody;
 * so what may be asked here is listed, and not what may not.
 */

const paths: Readonly<Record<string, 'GET' | 'POST'>> = {
  '/get-session': 'GET',
  '/passkey/generate-authenticate-options': 'GET',
  '/passkey/verify-authentication': 'POST',
  '/passkey/generate-register-options': 'GET',
  '/passkey/verify-registration': 'POST',
};

const mostBytes = 32 * 1024;

export interface AuthVisit {
  readonly request: Request;
  readonly context: Context;
}

export function answerAuth({ request, context }: AuthVisit): Promise<Response> {
  return answerSafely({
    name: 'auth',
    answer: async () => {
      const url = new URL(request.url);
      const path = url.pathname.replace(/^\/api\/auth(?=\/)/u, '');
      const method = Object.hasOwn(paths, path) ? paths[path] : undefined;
      if (method === undefined) throw new Refusal(404, 'not_found', 'There is nothing here.');
      if (request.method !== method) {
        const headers = { Allow: method };
        throw new Refusal(405, 'method_not_allowed', `Ask with ${method}.`, { headers });
      }
      const place = await placeOf(request, siteOf(request, context));
      // Their GETs set cookies, too.
      if (path !== '/get-session') requireOwnBrowser(request, place.address);
      const auth = openAuth(openDatabase(), place);
      const body = method === 'POST' ? await readBody(request, mostBytes) : null;
      const headers = onlyCookies(request, knownCookies(place.isSecure));
      for (const name of ['content-type', 'user-agent']) {
        const value = request.headers.get(name);
        if (value !== null) headers.set(name, value);
      }
      headers.set('origin', place.address);
      const asked = new Request(`${place.address}/api/auth${path}${url.search}`, {
        method,
        headers,
        ...(body && { body: new Uint8Array(body) }),
      });
      const { result } = await callAuth(() => auth.handler(asked));
      return withKnownCookies(result, place.isSecure);
    },
  });
}

function knownCookies(isSecure: boolean): string[] {
  return ['session', 'passkey'].map((name) => cookieName(name, isSecure));
}

/** The answer with the cookies that accounts use; the library also ends some that were never set. */
function withKnownCookies(answer: Response, isSecure: boolean): Response {
  const known = knownCookies(isSecure);
  const headers = new Headers(answer.headers);
  headers.delete('set-cookie');
  for (const cookie of answer.headers.getSetCookie()) {
    if (known.includes(cookie.split('=')[0] ?? '')) headers.append('set-cookie', cookie);
  }
  headers.set('Cache-Control', 'private, no-store');
  return new Response(answer.body, { status: answer.status, headers });
}
