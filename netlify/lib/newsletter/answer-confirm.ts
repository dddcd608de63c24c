import type { Context } from '@netlify/functions';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { readFields } from '#netlify/lib/endpoint/fields.ts';
import { requireOwnOrigin } from '#netlify/lib/endpoint/origin-guard.ts';
import { methodNotAllowed } from '#netlify/lib/endpoint/refusal.ts';
import { seeOther } from '#netlify/lib/endpoint/see-other.ts';
import { html } from '#src/shared/html.ts';
import { confirm, findConfirmLink, sendAgain, type ConfirmLink } from './confirm.ts';
import { hashClient } from './limits.ts';
import { answerPage, buttonForm, pathTo, says } from './newsletter-page.ts';
import { ownOriginsOf, readSettings, siteOf, type NewsletterSite } from './newsletter-site.ts';
import { refusalPage } from './refusal-page.ts';

const action = '/newsletter/confirm';
const mostBytes = 8 * 1024;

export interface Visit {
  readonly request: Request;
  readonly context: Context;
  /** Called once something may have been posted. */
  readonly afterwards: (site: NewsletterSite) => void;
}

/**
 * `/newsletter/confirm`: the link in the first mail. To look at it changes nothing, however often
 * programs that guard mailboxes do; the page's button confirms, and presses itself where there is
 * JavaScript.
 */
export async function answerConfirm(visit: Visit): Promise<Response> {
  const { request, context } = visit;
  const site = siteOf(request, context);
  const answer = {
    GET: () => show(request, site),
    HEAD: () => show(request, site),
    POST: () => act(visit, site),
  }[request.method];
  if (!answer) return methodNotAllowed('GET, HEAD, POST');
  return answerSafely({ name: 'confirm', answer, refuse: (refusal) => refusalPage(site, refusal) });
}

async function show(request: Request, site: NewsletterSite): Promise<Response> {
  const token = new URL(request.url).searchParams.get('token');
  const link = await findConfirmLink(openDatabase(), token);
  return pageFor(link, token, site);
}

async function act(
  { request, context, afterwards }: Visit,
  site: NewsletterSite,
): Promise<Response> {
  const fields = await readFields(request, mostBytes);
  requireOwnOrigin(request, await ownOriginsOf(request, site));
  const token = fields.one('token');
  const database = openDatabase();
  if (fields.one('again') !== null) {
    const link = await findConfirmLink(database, token);
    await sendAgain(database, token);
    afterwards(site);
    const settings = await readSettings(site, link.kind === 'unknown' ? null : link.locale);
    // The same whether there was somebody to send it to or not.
    return answerPage(site, settings, says(settings, 'sent'));
  }
  const link = await confirm(database, { token, proof: { client: hashClient(context.ip) } });
  if (link.kind !== 'done') return pageFor(link, token, site);
  afterwards(site);
  const settings = await readSettings(site, link.locale);
  return seeOther(pathTo(settings, 'confirmed/'));
}

async function pageFor(
  link: ConfirmLink,
  token: string | null,
  site: NewsletterSite,
): Promise<Response> {
  const settings = await readSettings(site, link.kind === 'unknown' ? null : link.locale);
  const { words } = settings;
  if (link.kind === 'unknown') {
    const page = says(settings, 'unknown');
    const again = html`<p><a href="${pathTo(settings, '')}">${words.heading}</a></p>`;
    return answerPage(site, settings, { ...page, status: 404, body: html`${page.body}${again}` });
  }
  if (link.kind === 'done') return answerPage(site, settings, says(settings, 'confirmed'));
  const isOpen = link.kind === 'open';
  const what = isOpen ? 'confirm' : 'expired';
  const form = buttonForm({
    action,
    fields: { token: token ?? '', ...(isOpen ? {} : { again: '1' }) },
    submit: words[`${what}.submit`],
    submitsItself: isOpen,
  });
  const body = html`<p>${words[`${what}.text`]}</p>
    ${form}`;
  return answerPage(site, settings, {
    status: isOpen ? 200 : 410,
    title: words[`${what}.title`],
    body,
  });
}
