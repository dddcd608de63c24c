import type { Context } from '@netlify/functions';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { readFields, type Fields } from '#netlify/lib/endpoint/fields.ts';
import { requireOwnOrigin } from '#netlify/lib/endpoint/origin-guard.ts';
import { methodNotAllowed } from '#netlify/lib/endpoint/refusal.ts';
import { ownOriginsOf, siteOf, type NewsletterSite } from './newsletter-site.ts';
import { refusalPage } from './refusal-page.ts';

export interface Visit {
  readonly request: Request;
  readonly context: Context;
  /** Called once something may have been posted. */
  readonly afterwards: (site: NewsletterSite) => void;
}

/** A page that a link in a mail leads to. */
export interface LinkedPage {
  /** What is said in the log. */
  readonly name: string;
  /** Looks, and changes nothing: programs that guard mailboxes look at every link. */
  readonly show: (site: NewsletterSite) => Promise<Response>;
  /** Does what the page's form asks for. */
  readonly act: (site: NewsletterSite, fields: Fields) => Promise<Response>;
}

/** Answers a visit to such a page, by whatever method. */
export async function answerVisit(
  { request, context }: Visit,
  { name, show, act }: LinkedPage,
): Promise<Response> {
  const site = siteOf(request, context);
  const { method } = request;
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
    return methodNotAllowed('GET, HEAD, POST');
  }
  return answerSafely({
    name,
    answer: async () =>
      method === 'POST' ? act(site, await readOwnFields(request, site)) : show(site),
    refuse: (refusal) => refusalPage(site, refusal),
  });
}

const mostBytes = 8 * 1024;

/** What a form of this site has sent, or a program. @throws Refusal */
export async function readOwnFields(request: Request, site: NewsletterSite): Promise<Fields> {
  const fields = await readFields(request, mostBytes);
  requireOwnOrigin(request, await ownOriginsOf(request, site));
  return fields;
}
