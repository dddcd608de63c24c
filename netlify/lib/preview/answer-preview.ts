import type { Context } from '@netlify/functions';
import { findPerson } from '#netlify/lib/accounts/find-person.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { seeOther } from '#netlify/lib/endpoint/redirects.ts';
import { methodNotAllowed } from '#netlify/lib/endpoint/refusal.ts';
import { readSecret } from '#netlify/lib/env.ts';
import { answerNotFound } from '#netlify/lib/not-found.ts';
import { originOf } from '#netlify/lib/origin.ts';
import {
  articlePath,
  draftPath,
  parseArticlePath,
  previewPath,
  scopeOfPath,
  signInPath,
} from '#src/shared/paths.ts';
import {
  draftPassLastsInSeconds,
  draftSubject,
  everyArticle,
  isPassGood,
  signPreview,
} from '#src/shared/preview-pass.ts';

interface Visit {
  readonly request: Request;
  readonly context: Context;
}

/** Kept by nobody, found by nobody, and told to nobody by the pages it links to: links are signed. */
const forEditors = {
  'Cache-Control': 'private, no-store',
  'Netlify-CDN-Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Robots-Tag': 'noindex',
  Vary: 'Cookie',
} as const;

/** Contentful's web app shows previews beside the entry. */
const framedBy = "frame-ancestors 'self' https://app.contentful.com https://app.eu.contentful.com";

/**
 * Answers `/preview/articles/<slug>/` for editors who are signed in, and for whoever has a link that is
 * signed and has not expired. Who is neither is led to signing in, whatever is there.
 */
export async function answerPreview({ request, context }: Visit): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return methodNotAllowed('GET, HEAD');
  const answer = await answerSafely({
    name: 'preview',
    answer: () => answerWith({ request, context }),
  });
  for (const [name, value] of Object.entries(forEditors)) answer.headers.set(name, value);
  return request.method === 'HEAD' ? new Response(null, answer) : answer;
}

async function answerWith({ request, context }: Visit): Promise<Response> {
  const origin = originOf(request, context);
  const { pathname, searchParams } = new URL(request.url);
  const asked = parseArticlePath(pathname.replace(/^\/preview/, ''));
  if (asked === null) return answerNotFound(origin);
  const scope = scopeOfPath(asked.locale);
  const article = articlePath(scope, asked.slug);
  const link = await readLink(searchParams, article);
  if (link === 'good') return answerDraft(origin, article);
  const person = await findPerson(request);
  if (person?.isEditor) return answerDraft(origin, article);
  if (link === 'bad') return refuseLink();
  if (person !== null) return answerNotFound(origin);
  return seeOther(signInPath(scope, encodeURI(previewPath(article))));
}

async function readLink(query: URLSearchParams, article: string): Promise<'good' | 'bad' | 'none'> {
  const signature = query.get('signature');
  if (signature === null) return 'none';
  const until = /^\d{1,12}$/.test(query.get('until') ?? '') ? Number(query.get('until')) : 0;
  const [now, secret] = [new Date(), readSecret()];
  for (const subject of [article, everyArticle]) {
    if (await isPassGood(secret, { subject, until, signature }, now)) return 'good';
  }
  return 'bad';
}

function refuseLink(): Response {
  const text =
    'This link to a preview is not good, or not any more. Ask for a new one, or sign in as an editor.\n';
  const headers = { 'Content-Type': 'text/plain; charset=utf-8' };
  return framed(new Response(text, { status: 403, headers }));
}

/** Has the page made by the function that can: the other one knows nobody. */
async function answerDraft(origin: string, article: string): Promise<Response> {
  const until = Math.floor(Date.now() / 1000) + draftPassLastsInSeconds;
  const signature = await signPreview(readSecret(), { subject: draftSubject(article), until });
  const answer = await fetch(origin + encodeURI(draftPath(article)), {
    headers: { Authorization: `Preview ${until}.${signature}` },
    redirect: 'error',
    signal: AbortSignal.timeout(18_000),
  });
  const headers = new Headers({ 'Content-Type': 'text/html; charset=utf-8' });
  const policy = answer.headers.get('Content-Security-Policy');
  if (policy !== null) headers.set('Content-Security-Policy', policy);
  return framed(new Response(answer.body, { status: answer.status, headers }));
}

/** Lets Contentful's web app show it, and nobody else. */
function framed(answer: Response): Response {
  const { headers } = answer;
  const policy = headers.get('Content-Security-Policy') ?? "default-src 'none'";
  const others = policy.split(';').filter((part) => !part.trim().startsWith('frame-ancestors'));
  headers.set('Content-Security-Policy', [...others, ` ${framedBy}`].join(';'));
  // It names one site or none, and would win in browsers that read it.
  headers.set('X-Frame-Options', 'SAMEORIGIN');
  return answer;
}
