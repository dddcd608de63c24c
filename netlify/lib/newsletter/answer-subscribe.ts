import type { NewsletterSettings } from '#src/shared/newsletter/newsletter-settings.ts';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import type { Fields } from '#netlify/lib/endpoint/fields.ts';
import { inSteps } from '#netlify/lib/endpoint/in-steps.ts';
import { jsonOfRefusal, Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { seeOther } from '#netlify/lib/endpoint/redirects.ts';
import { wantsJson } from '#netlify/lib/endpoint/wants-json.ts';
import { html } from '#src/shared/html.ts';
import { readOwnFields, type Visit } from './answer-visit.ts';
import { isDisposable } from './disposable.ts';
import { hashClient } from './limits.ts';
import { parseMailAddress } from './mail-address.ts';
import { answerPage, forOneReader, pathTo } from './newsletter-page.ts';
import { readSettings, siteOf, type NewsletterSite } from './newsletter-site.ts';
import { isHumanStamp } from './stamp.ts';
import { subscribe } from './subscribe.ts';
import { isWithinLimits } from './subscribe-limits.ts';

/**
 * Answers take a multiple of this time, so that it does not tell what is known of an address: writing
 * a mail into the outbox takes some milliseconds more than not doing so.
 */
const paceInMilliseconds = 400;

export interface Subscribing extends Visit {
  /** What answers take a multiple of. */
  readonly pace?: number;
}

/** `POST /api/subscribe`. */
export async function answerSubscribe(subscribing: Subscribing): Promise<Response> {
  const { request, context, pace = paceInMilliseconds } = subscribing;
  const site = siteOf(request, context);
  const isForProgram = wantsJson(request);
  let fields: Fields | null = null;
  return inSteps(pace, () =>
    answerSafely({
      name: 'subscribe',
      answer: async () => {
        fields = await readOwnFields(request, site);
        const settings = await readSettings(site, fields.one('locale'));
        await takeIn(fields, settings, subscribing);
        subscribing.afterwards(site);
        return isForProgram
          ? Response.json(
              { status: 'sent', message: settings.words['sent.text'] },
              { status: 202, headers: { 'Cache-Control': 'no-store' } },
            )
          : seeOther(pathTo(settings, 'sent/'));
      },
      refuse: async (refusal) =>
        isForProgram ? jsonOfRefusal(refusal) : formAgain(site, fields, refusal),
    }),
  );
}

/** What machines send is passed over in silence: they get the answer that everybody gets. */
async function takeIn(
  fields: Fields,
  settings: NewsletterSettings,
  { context }: Subscribing,
): Promise<void> {
  const written = fields.one('email');
  const stamp = fields.one('stamp');
  const isMachine =
    Boolean(fields.one('website')) || (Boolean(stamp) && !isHumanStamp(stamp ?? '', Date.now()));
  if (isMachine) return;
  const address = addressIn(written, settings);
  const source = pagePath(fields.one('source'));
  const database = openDatabase();
  if (!(await isWithinLimits(database, { address, ip: context.ip }))) return;
  const proof = { source, words: settings.words.promise, client: hashClient(context.ip) };
  await subscribe(database, { address, locale: settings.locale, proof });
}

function addressIn(written: string | null, settings: NewsletterSettings): string {
  const { words } = settings;
  const refuse = (code: 'missing_email' | 'invalid_email' | 'disposable_email'): never => {
    throw new Refusal(422, code, words[`error.${code}`], { field: 'email' });
  };
  if (written === null || written.trim() === '') return refuse('missing_email');
  const address = parseMailAddress(written);
  if (address === null) return refuse('invalid_email');
  return isDisposable(address, settings.domains) ? refuse('disposable_email') : address;
}

/** The path of a page of this site, which is kept as the proof of where somebody asked. */
function pagePath(source: string | null): string {
  return source !== null && /^\/[\w\-./%]{0,200}$/u.test(source) ? source : '';
}

/** What readers without JavaScript see: the form again, with what they wrote and what is wrong with it. */
async function formAgain(
  site: NewsletterSite,
  fields: Fields | null,
  refusal: Refusal,
): Promise<Response> {
  const locale = fields?.all('locale')[0] ?? null;
  const settings = await readSettings(site, locale);
  const { words } = settings;
  const known = `error.${refusal.code}`;
  const message =
    known in words ? words[known as keyof typeof words] : words['error.invalid_request'];
  const written = fields?.all('email')[0] ?? '';
  const body = html`<form method="post" action="/api/subscribe" novalidate>
    <p class="field">
      <label for="email">${words.label}</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="email"
        maxlength="254"
        required
        value="${written}"
        aria-invalid="true"
        aria-describedby="email-error"
        autofocus
      />
    </p>
    <p id="email-error" class="notice" role="alert">${message}</p>
    <input type="hidden" name="locale" value="${settings.locale}" />
    <input type="hidden" name="source" value="${pagePath(fields?.all('source')[0] ?? null)}" />
    <p><button>${words.submit}</button></p>
  </form>`;
  const headers = { ...forOneReader, ...refusal.headers };
  return answerPage(site, settings, {
    status: refusal.status,
    title: words.heading,
    body,
    headers,
  });
}
