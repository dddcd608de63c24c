import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import type { Fields } from '#netlify/lib/endpoint/fields.ts';
import { html } from '#src/shared/html.ts';
import { fill } from '#src/shared/strings/fill.ts';
import { answerVisit, type Visit } from './answer-visit.ts';
import { comeBack, findReader, leave, type Reader } from './leave.ts';
import { maskAddress } from './mail-address.ts';
import { answerPage, answerUnknown, buttonForm, says } from './newsletter-page.ts';
import { readSettings, type NewsletterSite } from './newsletter-site.ts';

const action = '/newsletter/unsubscribe';

/**
 * `/newsletter/unsubscribe`. With the token in the address a POST is a mail program's one click (RFC
 * 8058): it asks for no cookie, no origin and no particular body, and is answered 200 whatever the
 * token is worth, so that nobody learns who gets what. With the token in the body it is the page's
 * button. To look changes nothing.
 */
export function answerUnsubscribe(visit: Visit): Promise<Response> {
  const { request } = visit;
  const token = new URL(request.url).searchParams.get('token');
  if (request.method === 'POST' && token !== null) return oneClick(token);
  return answerVisit(visit, { name: 'unsubscribe', show: (site) => show(token, site), act });
}

function oneClick(token: string): Promise<Response> {
  return answerSafely({
    name: 'unsubscribe (one click)',
    answer: async () => {
      const database = openDatabase();
      const reader = await findReader(database, token);
      if (reader) await leave(database, reader, { by: 'one click' });
      return new Response('Unsubscribed.\n', { headers: { 'Cache-Control': 'no-store' } });
    },
  });
}

async function show(token: string | null, site: NewsletterSite): Promise<Response> {
  const reader = await findReader(openDatabase(), token);
  if (!reader || token === null) return answerUnknown(site);
  if (reader.status === 'unsubscribed') return gonePage(reader, token, site);
  const settings = await readSettings(site, reader.locale);
  const { words } = settings;
  const text = fill(words['unsubscribe.text'], shown(reader));
  const form = buttonForm({ action, fields: { token }, submit: words['unsubscribe.submit'] });
  return answerPage(site, settings, {
    title: words['unsubscribe.title'],
    body: html`<p>${text}</p>
      ${form}`,
  });
}

async function act(site: NewsletterSite, fields: Fields): Promise<Response> {
  const database = openDatabase();
  const token = fields.one('token');
  const reader = await findReader(database, token);
  if (!reader || token === null) return answerUnknown(site);
  if (fields.one('undo') === null) {
    await leave(database, reader, { by: 'page' });
    return gonePage({ ...reader, status: 'unsubscribed' }, token, site);
  }
  const isBack =
    reader.status === 'confirmed' || (await comeBack(database, reader, { by: 'page' }));
  if (!isBack) return answerUnknown(site);
  const settings = await readSettings(site, reader.locale);
  return answerPage(site, settings, says(settings, 'undone', shown(reader)));
}

async function gonePage(reader: Reader, token: string, site: NewsletterSite): Promise<Response> {
  const settings = await readSettings(site, reader.locale);
  const { words } = settings;
  const page = says(settings, 'unsubscribed', shown(reader));
  const fields = { token, undo: '1' };
  const undo = buttonForm({ action, fields, submit: words['unsubscribed.undo'], isQuiet: true });
  return answerPage(site, settings, { ...page, body: html`${page.body}${undo}` });
}

/** Little of an address: mails are passed on. */
function shown({ address }: Reader): { readonly address: string } {
  return { address: maskAddress(address) };
}
