import { pageHeadersOf } from '#netlify/lib/page-headers.ts';
import { html, type Html } from '#src/shared/html.ts';
import { readAccountShell } from './account-site.ts';
import type { AccountVisit, Problem } from './account-visit.ts';
import { putPasskeys } from './passkey-place.ts';
import { wordsOfProblem } from './problems.ts';

export interface AccountAnswer {
  readonly title: string;
  readonly body: Html;
  readonly problem?: Problem | null;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const served = /(<div id="served"[^>]*>)(?=<\/div>)/u;
const title = /(?<=<title>)[^<]*/u;

/** Kept by nobody, and found by no search engine. */
const forOneReader = { 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' } as const;

/** Writes a page into the shell that the build has made. */
export async function answerPage(
  { site, settings }: Pick<AccountVisit, 'site' | 'settings'>,
  { title: heading, body, problem = null, status, headers: more = {} }: AccountAnswer,
): Promise<Response> {
  const shell = await readAccountShell(site, settings);
  const headers = pageHeadersOf(shell.headers);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  // Addresses of some of these pages hold tokens, which other sites are not told.
  headers.set('Referrer-Policy', 'same-origin');
  const all = { ...forOneReader, ...problem?.refusal.headers, ...more };
  for (const [name, value] of Object.entries(all)) headers.set(name, value);
  // A field says what is wrong with it itself.
  const isOfField = problem !== null && problem.refusal.field !== null;
  const notice =
    problem === null || isOfField
      ? null
      : html`<p class="notice" role="alert">${wordsOfProblem(problem.refusal, settings)}</p>`;
  const page = shell.text
    .replace(title, () => html`${heading} · ${settings.title}`.text)
    .replace(
      served,
      (opening) =>
        opening +
        html`<h1>${heading}</h1>
          ${notice}${body}`.text,
    );
  return new Response(putPasskeys(page), {
    status: status ?? problem?.refusal.status ?? 200,
    headers,
  });
}

/** Leads to a page of this site, with cookies. */
export function leadTo(path: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ Location: path, 'Cache-Control': 'private, no-store' });
  for (const cookie of cookies) headers.append('Set-Cookie', cookie);
  return new Response(null, { status: 303, headers });
}

/** Something good that happened. */
export function notice(text: string): Html {
  return html`<p class="notice" role="status">${text}</p>`;
}
