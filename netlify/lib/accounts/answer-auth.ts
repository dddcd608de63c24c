import type { Context } from '@netlify/functions';
import { cookieName } from '#src/shared/cookie-names.ts';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { readBody } from '#netlify/lib/endpoint/fields.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { siteOf } from '#netlify/lib/newsletter/newsletter-site.ts';
import { countStart } from './account-limits.ts';
import { placeOf } from './account-site.ts';
import { openAuth } from './auth.ts';
import { callAuth } from './call-auth.ts';
import { onlyCookies } from './cookies.ts';
import { answerGitHubReturn } from './github-return.ts';
import { findSession } from './find-person.ts';
import { requireOwnBrowser } from './own-browser.ts';
import { refusalPage } from './refusal-page.ts';
import { cookiesFrom } from './session-cookie.ts';
import { endSession } from './sessions.ts';

/*
 * `/api/auth/*`: what better-auth answers itself, which is what scripts need for passkeys. All else
 * that it could answer goes by the forms at `/account/`, which count and say the same to everybody;
 * so what may be asked here is listed, and not what may not.
 */

const paths: Readonly<Record<string, 'GET' | 'POST'>> = {
  '/passkey/generate-authenticate-options': 'GET',
  '/passkey/verify-authentication': 'POST',
  '/passkey/generate-register-options': 'GET',
  '/passkey/verify-registration': 'POST',
};

/** Where GitHub leads back to: the one address that another site may send somebody to. */
const gitHubReturn = '/callback/github';

const known = ['session', 'passkey'] as const;

const mostBytes = 32 * 1024;

export interface AuthVisit {
  readonly request: Request;
  readonly context: Context;
}

export function answerAuth({ request, context }: AuthVisit): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.replace(/^\/api\/auth(?=\/)/u, '');
  if (path === gitHubReturn && request.method === 'GET') {
    return answerSafely({
      name: 'github',
      answer: () => answerGitHubReturn(request, context),
      // A person comes back here, and not a script.
      refuse: (refusal) => refusalPage(refusal, { site: siteOf(request, context), locale: null }),
    });
  }
  return answerSafely({
    name: 'auth',
    answer: async () => {
      const method = Object.hasOwn(paths, path) ? paths[path] : undefined;
      if (method === undefined) throw new Refusal(404, 'not_found', 'There is nothing here.');
      if (request.method !== method) {
        const headers = { Allow: method };
        throw new Refusal(405, 'method_not_allowed', `Ask with ${method}.`, { headers });
      }
      const place = await placeOf(request, siteOf(request, context));
      // Their GETs set cookies, too.
      requireOwnBrowser(request, place.address);
      const database = openDatabase();
      await countStart(database, context.ip);
      const auth = openAuth(database, place);
      const body = method === 'POST' ? await readBody(request, mostBytes) : null;
      const headers = onlyCookies(
        request,
        known.map((name) => cookieName(name, place.isSecure)),
      );
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
      // Sessions are in its answers, too, where scripts could read them.
      const said = method === 'POST' && result.ok ? Response.json({ status: 'done' }) : result;
      await endSessionBefore(request, result);
      return withCookies(said, cookiesFrom(result, known, place.isSecure));
    },
  });
}

/** Ends what a browser was signed in with before it signed in again. */
async function endSessionBefore(request: Request, answer: Response): Promise<void> {
  if (!hasSession(answer)) return;
  const before = await findSession(request);
  if (before) await endSession(openDatabase(), { id: before.id, userId: before.person.id });
}

function hasSession(answer: Response): boolean {
  return answer.headers.getSetCookie().some((one) => /^(?:__Host-)?session=[^;]/u.test(one));
}

/** The answer with these cookies and no others, for nobody else. */
function withCookies(answer: Response, cookies: readonly string[]): Response {
  const headers = new Headers(answer.headers);
  headers.delete('set-cookie');
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  headers.set('Cache-Control', 'private, no-store');
  return new Response(answer.body, { status: answer.status, headers });
}
