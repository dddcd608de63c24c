import { frequencies } from '#netlify/database/schema/newsletter.ts';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import type { Fields } from '#netlify/lib/endpoint/fields.ts';
import { seeOther } from '#netlify/lib/endpoint/redirects.ts';
import { html, type Html } from '#src/shared/html.ts';
import { fill } from '#src/shared/strings/fill.ts';
import type { NewsletterSettings } from '#src/shared/newsletter/newsletter-settings.ts';
import { answerVisit, type Visit } from './answer-visit.ts';
import { findReader, type Reader } from './leave.ts';
import { maskAddress } from './mail-address.ts';
import { answerPage, answerUnknown, buttonForm, says } from './newsletter-page.ts';
import { readSettings, type NewsletterSite } from './newsletter-site.ts';
import {
  askForData,
  erase,
  exportData,
  findDataLink,
  useDataLink,
  type DataRequest,
} from './personal-data.ts';
import { parsePreferences, savePreferences } from './preferences.ts';

const action = '/newsletter/preferences';
const dataRequests = ['export', 'erase'] as const;

/**
 * `/newsletter/preferences`: what somebody gets how often in which language (`?token=`, from any of
 * their mails), and what is kept of them (`?export=`, `?erase=`, from a mail that was asked for there).
 */
export function answerPreferences(visit: Visit): Promise<Response> {
  return answerVisit(visit, {
    name: 'preferences',
    show: (site) => show(visit.request, site),
    act: (site, fields) => act(visit, site, fields),
  });
}

async function show(request: Request, site: NewsletterSite): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const asked = dataRequests.find((one) => searchParams.has(one));
  if (asked) return dataPage(asked, searchParams.get(asked), site);
  const token = searchParams.get('token');
  const reader = await findReader(openDatabase(), token);
  if (!reader || token === null) return answerUnknown(site);
  return preferencesPage({ reader, token, isSaved: searchParams.has('saved') }, site);
}

async function act({ afterwards }: Visit, site: NewsletterSite, fields: Fields): Promise<Response> {
  const confirmed = dataRequests.find((one) => fields.one(one) !== null);
  if (confirmed) return fulfil(confirmed, fields, site);
  const token = fields.one('token');
  const database = openDatabase();
  const reader = await findReader(database, token);
  if (!reader || token === null) return answerUnknown(site);
  const settings = await readSettings(site, reader.locale);
  const asked = dataRequests.find((one) => one === fields.one('ask'));
  if (asked) {
    await askForData(database, { subscriberId: reader.id, request: asked });
    afterwards(site);
    const { words } = settings;
    const body = html`<p>${words['data.sent']}</p>`;
    return answerPage(site, settings, { title: words['data.title'], body });
  }
  await savePreferences(database, reader, parsePreferences(fields, settings));
  return seeOther(`${action}?token=${token}&saved=1`);
}

async function preferencesPage(
  { reader, token, isSaved }: { reader: Reader; token: string; isSaved: boolean },
  site: NewsletterSite,
): Promise<Response> {
  const settings = await readSettings(site, reader.locale);
  const { words } = settings;
  const saved = html`<p class="notice" role="status">${words['preferences.saved']}</p>`;
  const text = fill(words['preferences.text'], { address: maskAddress(reader.address) });
  const ask = (what: DataRequest): Html =>
    buttonForm({
      action,
      fields: { token, ask: what },
      submit: words[`data.${what}`],
      isQuiet: true,
    });
  const leaveLink = `/newsletter/unsubscribe?token=${token}`;
  const body = html`${isSaved ? saved : null}
    <p>${text}</p>
    ${preferencesForm(reader, token, settings)}
    <h2>${words['data.title']}</h2>
    <p>${words['data.text']}</p>
    ${ask('export')}${ask('erase')}
    <p><a href="${leaveLink}">${words['unsubscribe.title']}</a></p>`;
  return answerPage(site, settings, { title: words['preferences.title'], body });
}

function preferencesForm(
  { frequency, topics: chosen, locale: own }: Reader,
  token: string,
  { words, topics, locales }: NewsletterSettings,
): Html {
  const radios = frequencies.map(
    (one) =>
      html`<li>
        <label
          ><input
            type="radio"
            name="frequency"
            value="${one}"
            ${one === frequency ? html` checked` : null}
          />
          ${words[`preferences.${one}`]}</label
        >
      </li>`,
  );
  const boxes = topics.map(
    ({ id, name }) =>
      html`<li>
        <label
          ><input
            type="checkbox"
            name="topics"
            value="${id}"
            ${chosen.length === 0 || chosen.includes(id) ? html` checked` : null}
          />
          ${name}</label
        >
      </li>`,
  );
  const options = locales.map(
    ({ code, name }) =>
      html`<option value="${code}" lang="${code}" ${code === own ? html` selected` : null}>
        ${name}
      </option>`,
  );
  const topicSet = html`<fieldset>
    <legend>${words['preferences.topics']}</legend>
    <p class="hint">${words['preferences.topics.hint']}</p>
    <ul>
      ${boxes}
    </ul>
  </fieldset>`;
  const language = html`<p class="field">
    <label for="locale">${words['preferences.language']}</label
    ><select id="locale" name="locale">
      ${options}
    </select>
  </p>`;
  const sole = html`<input type="hidden" name="locale" value="${own}" />`;
  return html`<form method="post" action="${action}">
    <input type="hidden" name="token" value="${token}" />
    <fieldset>
      <legend>${words['preferences.frequency']}</legend>
      <ul>
        ${radios}
      </ul>
    </fieldset>
    ${topics.length > 1 ? topicSet : null}${locales.length > 1 ? language : sole}
    <p><button>${words['preferences.submit']}</button></p>
  </form>`;
}

async function dataPage(
  request: DataRequest,
  token: string | null,
  site: NewsletterSite,
): Promise<Response> {
  const found = await findDataLink(openDatabase(), { token, request });
  if (!found || token === null) return answerUnknown(site);
  const settings = await readSettings(site, found.locale);
  const { words } = settings;
  const text = fill(words[`${request}.text`], { address: maskAddress(found.address) });
  const form = buttonForm({
    action,
    fields: { [request]: token },
    submit: words[`${request}.submit`],
  });
  return answerPage(site, settings, {
    title: words[`${request}.title`],
    body: html`<p>${text}</p>
      ${form}`,
  });
}

async function fulfil(
  request: DataRequest,
  fields: Fields,
  site: NewsletterSite,
): Promise<Response> {
  const database = openDatabase();
  const token = fields.one(request);
  const found = await findDataLink(database, { token, request });
  if (!found || token === null) return answerUnknown(site);
  if (request === 'export') {
    const data = await useDataLink(database, { token, request }, exportData);
    return data === null ? answerUnknown(site) : handOut(data);
  }
  // Before it is done: where the words for saying so cannot be had, the link stays good.
  const settings = await readSettings(site, found.locale);
  const isErased = await useDataLink(database, { token, request }, (transaction, { address }) =>
    erase(transaction, address),
  );
  return isErased ? answerPage(site, settings, says(settings, 'erased')) : answerUnknown(site);
}

function handOut(data: object): Response {
  const headers = {
    'Content-Disposition': 'attachment; filename="newsletter-data.json"',
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
  };
  return new Response(JSON.stringify(data, null, 2), { headers });
}
