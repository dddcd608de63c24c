import { openDatabase } from '#netlify/lib/database/open-database.ts';
import type { Fields } from '#netlify/lib/endpoint/fields.ts';
import { seeOther } from '#netlify/lib/endpoint/redirects.ts';
import { html } from '#src/shared/html.ts';
import { answerVisit, type Visit } from './answer-visit.ts';
import { confirm, findConfirmLink, sendAgain, type ConfirmLink } from './confirm.ts';
import { hashClient } from './limits.ts';
import { answerPage, buttonForm, pathTo, says } from './newsletter-page.ts';
import { readSettings, type NewsletterSite } from './newsletter-site.ts';

const action = '/newsletter/confirm';
/**
 * `/newsletter/confirm`: the link in the first mail. To look at it changes nothing, however often
 * programs that guard mailboxes do; the page's button confirms, and presses itself where there is
 * JavaScript.
 */
export function answerConfirm(visit: Visit): Promise<Response> {
  const token = new URL(visit.request.url).searchParams.get('token');
  return answerVisit(visit, {
    name: 'confirm',
    show: async (site) => pageFor(await findConfirmLink(openDatabase(), token), token, site),
    act: (site, fields) => act(visit, site, fields),
  });
}

async function act(
  { context, afterwards }: Visit,
  site: NewsletterSite,
  fields: Fields,
): Promise<Response> {
  const token = fields.one('token');
  const database = openDatabase();
  if (fields.one('again') !== null) {
    const link = await findConfirmLink(database, token);
    await sendAgain(database, { token, ip: context.ip });
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
