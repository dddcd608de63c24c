import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { readFields } from '#netlify/lib/endpoint/fields.ts';
import { requireOwnOrigin } from '#netlify/lib/endpoint/origin-guard.ts';
import { methodNotAllowed } from '#netlify/lib/endpoint/refusal.ts';
import { html } from '#src/shared/html.ts';
import { fill } from '#src/shared/strings/fill.ts';
import type { Visit } from './answer-confirm.ts';
import { comeBack, findReader, leave, type Reader } from './leave.ts';
import { maskAddress } from './mail-address.ts';
import { answerPage, buttonForm, says } from './newsletter-page.ts';
import { ownOriginsOf, readSettings, siteOf, type NewsletterSite } from './newsletter-site.ts';
import { refusalPage } from './refusal-page.ts';

const action = '/newsletter/unsubscribe';
const mostBytes = 8 * 1024;

/**
 * `/newsletter/unsubscribe`. With the token in the address a POST is a mail program's one click (RFC
 * 8058): it asks for no cookie, no origin and no particular body, and is answered 200 whatever the
 * token is worth, so that nobody learns who gets what. With the token in the body it is the page's
 * button. To look changes nothing.
 */
export async function answerUnsubscribe({ request, context }: Visit): Promise<Response> {
  const site = siteOf(request, context);
  const token = new URL(request.url).searchParams.get('token');
  if (request.method === 'POST' && token !== null) return oneClick(token);
  const answer = {
    GET: () => show(token, site),
    HEAD: () => show(token, site),
    POST: () => act(request, site),
  }[request.method];
  if (!answer) return methodNotAllowed('GET, HEAD, POST');
  return answerSafely({
    name: 'unsubscribe',
    answer,
    refuse: (refusal) => refusalPage(site, refusal),
  });
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
  if (!reader || token === null) return unknownPage(site);
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

async function act(request: Request, site: NewsletterSite): Promise<Response> {
  const fields = await readFields(request, mostBytes);
  requireOwnOrigin(request, await ownOriginsOf(request, site));
  const database = openDatabase();
  const token = fields.one('token');
  const reader = await findReader(database, token);
  if (!reader || token === null) return unknownPage(site);
  if (fields.one('undo') === null) {
    await leave(database, reader, { by: 'page' });
    return gonePage({ ...reader, status: 'unsubscribed' }, token, site);
  }
  const isBack =
    reader.status === 'confirmed' || (await comeBack(database, reader, { by: 'page' }));
  if (!isBack) return unknownPage(site);
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

async function unknownPage(site: NewsletterSite): Promise<Response> {
  const settings = await readSettings(site, null);
  return answerPage(site, settings, { ...says(settings, 'unknown'), status: 404 });
}
