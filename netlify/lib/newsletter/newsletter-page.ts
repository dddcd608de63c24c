import type { NewsletterSettings } from '#src/shared/newsletter/newsletter-settings.ts';
import { fill } from '#src/shared/strings/fill.ts';
import { html, type Html } from '#src/shared/html.ts';
import { pageHeadersOf } from '#netlify/lib/page-headers.ts';
import { readSettings, readShell, type NewsletterSite } from './newsletter-site.ts';

export interface NewsletterPage {
  readonly status?: number;
  readonly title: string;
  readonly body: Html;
  /** Beside those of every page; these are kept by nobody and found by no search engine. */
  readonly headers?: Readonly<Record<string, string>>;
}

const served = /(<div id="served"[^>]*>)(?=<\/div>)/u;
const title = /(?<=<title>)[^<]*/u;

/** Kept by nobody, and found by no search engine. */
export const forOneReader = { 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex' } as const;

/** Writes a page into the shell that the build has made. */
export async function answerPage(
  site: NewsletterSite,
  settings: NewsletterSettings,
  { status = 200, title: heading, body, headers: more = forOneReader }: NewsletterPage,
): Promise<Response> {
  const shell = await readShell(site, settings);
  const headers = pageHeadersOf(shell.headers);
  headers.set('Content-Type', 'text/html; charset=utf-8');
  // Addresses of these pages hold tokens, which other sites are not told. (`no-referrer` would take
  // the origin from their own forms, too.)
  headers.set('Referrer-Policy', 'same-origin');
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  const page = shell.text
    .replace(title, () => html`${heading} · ${settings.title}`.text)
    .replace(
      served,
      (opening) =>
        opening +
        html`<h1>${heading}</h1>
          ${body}`.text,
    );
  return new Response(page, { status, headers });
}

/** A page that says one thing. */
export function says(
  { words }: NewsletterSettings,
  what: 'sent' | 'expired' | 'unknown' | 'unsubscribed' | 'undone' | 'erased' | 'confirmed',
  values: { readonly address?: string } = {},
): NewsletterPage {
  return {
    title: words[`${what}.title`],
    body: html`<p>${fill(words[`${what}.text`], values)}</p>`,
  };
}

/** A link that leads nowhere, or does no longer: in the language of `settings`, else the default one. */
export async function answerUnknown(
  site: NewsletterSite,
  settings?: NewsletterSettings,
): Promise<Response> {
  const spoken = settings ?? (await readSettings(site, null));
  return answerPage(site, spoken, { ...says(spoken, 'unknown'), status: 404 });
}

/** A form of one button, which sends hidden values. */
export function buttonForm({
  action,
  fields,
  submit,
  isQuiet = false,
  submitsItself = false,
}: {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly submit: string;
  readonly isQuiet?: boolean;
  readonly submitsItself?: boolean;
}): Html {
  const hidden = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const itself = submitsItself ? html` data-submit-itself` : null;
  const look = isQuiet ? html` class="quiet"` : null;
  return html`<form method="post" action="${action}"${itself}>${hidden}<p><button${look}>${submit}</button></p></form>`;
}

/** A page of the newsletter in the language of `settings`. */
export function pathTo({ locale, isDefault }: NewsletterSettings, page: string): string {
  return `${isDefault ? '' : `/${locale}`}/newsletter/${page}`;
}
