import type { Context } from '@netlify/functions';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { inSteps } from '#netlify/lib/endpoint/in-steps.ts';
import { readFields, type Fields } from '#netlify/lib/endpoint/fields.ts';
import { movedTo } from '#netlify/lib/endpoint/redirects.ts';
import { methodNotAllowed } from '#netlify/lib/endpoint/refusal.ts';
import { secured } from '#netlify/lib/endpoint/secure-headers.ts';
import { answerNotFound } from '#netlify/lib/not-found.ts';
import { siteOf } from '#netlify/lib/newsletter/newsletter-site.ts';
import { readAccountSettings } from './account-site.ts';
import { openVisit, type AccountVisit } from './account-visit.ts';
import { requireOwnBrowser } from './own-browser.ts';
import { pages } from './pages/pages.ts';
import { refusalPage } from './refusal-page.ts';
import type { Sender } from './send-afterwards.ts';

/**
 * Answers to forms take a multiple of this, so that they do not tell what is known of an address: what
 * is done for one that is known takes some milliseconds more.
 */
const paceInMilliseconds = 250;

const mostBytes = 16 * 1024;

export interface AccountAsking {
  readonly request: Request;
  readonly context: Context;
  readonly sender: Sender;
  /** Of what the time to the answer of a form is a multiple. */
  readonly pace?: number;
}

/** `/account/` and what is under it, in every language. */
export async function answerAccount(asking: AccountAsking): Promise<Response> {
  const { request, pace = paceInMilliseconds } = asking;
  const isForm = request.method === 'POST';
  if (!isForm && request.method !== 'GET' && request.method !== 'HEAD') {
    return methodNotAllowed('GET, HEAD, POST');
  }
  const { pathname } = new URL(request.url);
  if (pathname.endsWith('/account')) return secured(movedTo(`${pathname}/`));
  return inSteps(isForm ? pace : 0, () => answerAt(pathname, asking));
}

function answerAt(
  pathname: string,
  { request, context, sender }: AccountAsking,
): Promise<Response> {
  const site = siteOf(request, context);
  const found = /^(?:\/([\w-]+))?\/account\/([\w-]*)$/u.exec(pathname);
  const [, locale = null, name = ''] = found ?? [];
  const page = found && Object.hasOwn(pages, name) ? pages[name] : undefined;
  let visit: AccountVisit | null = null;
  let fields: Fields | null = null;
  return answerSafely({
    name: 'account',
    answer: async () => {
      const settings = await readAccountSettings(site, locale);
      const isHere = locale === null || settings.locale === locale;
      const isForm = request.method === 'POST';
      if (!page || !isHere) return answerNotFound(site.origin);
      if (isForm && page.act === null) return methodNotAllowed('GET, HEAD');
      const opened = await openVisit({ request, context, site, settings, sender });
      if (!isForm || page.act === null) return page.show(opened, null);
      requireOwnBrowser(request, opened.place.address);
      // From here on what is refused is said on the form's own page.
      visit = opened;
      fields = await readFields(request, mostBytes);
      return page.act(opened, fields);
    },
    refuse: (refusal) =>
      page && visit && refusal.status < 500
        ? page.show(visit, { refusal, fields })
        : refusalPage(refusal, { site, locale }),
  });
}
