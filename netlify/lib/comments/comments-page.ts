import type { CommentsSettings } from '#src/shared/comments/comments-settings.ts';
import { html, type Html } from '#src/shared/html.ts';
import { pageHeadersOf } from '#netlify/lib/page-headers.ts';
import { readCommentsShell, type CommentedArticle, type CommentsSite } from './comments-site.ts';

export interface CommentsPage {
  readonly status?: number;
  readonly title: string;
  readonly body: Html;
  /** Beside those of every page. */
  readonly headers?: Readonly<Record<string, string>>;
}

const served = /(<div id="served"[^>]*>)(?=<\/div>)/u;
const title = /(?<=<title>)[^<]*/u;

/** Kept by nobody. */
export const forOneReader = { 'Cache-Control': 'private, no-store' } as const;

/** Writes a page into the shell that the build has made. Articles are to be found, and not these pages. */
export async function answerPage(
  site: CommentsSite,
  settings: CommentsSettings,
  { status = 200, title: heading, body, headers: more = forOneReader }: CommentsPage,
): Promise<Response> {
  const shell = await readCommentsShell(site, settings);
  const headers = pageHeadersOf(shell.headers);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  headers.set('X-Robots-Tag', 'noindex');
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  const page = shell.text
    .replace(title, () => html`${heading} · ${settings.title}`.text)
    .replace(
      served,
      (opening) =>
        opening +
        html`<h1 dir="auto">${heading}</h1>
          ${body}`.text,
    );
  return new Response(page, { status, headers });
}

/** Where to sign in, and come back to an article from. */
export function signInPath({ path, settings }: CommentedArticle): string {
  return `${accountPath(settings)}?${new URLSearchParams({ returnTo: path })}`;
}

export function accountPath({ locale, isDefault }: CommentsSettings): string {
  return `${isDefault ? '' : `/${locale}`}/account/`;
}

/** The comments of an article, from the beginning or behind others. */
export function commentsPath({ key }: CommentedArticle, after: string | null = null): string {
  return `/api/comments?${new URLSearchParams({ article: key, ...(after !== null && { after }) })}`;
}

/** What somebody wrote there themselves, and what has become of it. */
export function ownCommentsPath({ key }: CommentedArticle, done: string | null = null): string {
  return `/api/comments/mine?${new URLSearchParams({ article: key, ...(done !== null && { done }) })}`;
}
