import type { IncomingMessage, ServerResponse } from 'node:http';
import { defaultOf } from './languages.ts';
import type { Item, SpaceState } from './space-state.ts';

/*
 * A desk on which a newcomer writes, publishes and takes back, in the place of Contentful's web app.
 * Plain forms, no script.
 */

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

const mostBytes = 1024 * 1024;

export async function answerDesk(call: Call, state: SpaceState): Promise<void> {
  const { request, response, url } = call;
  const [, , id = ''] = url.pathname.split('/').map(decodeURIComponent);
  const send = (status: number, html: string): void => {
    response.writeHead(status, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
    });
    response.end(html);
  };
  if (request.method === 'POST') {
    if (!isOwnForm(request)) return send(403, page('No', '<p>This form is not from here.</p>'));
    const form = new URLSearchParams(await readBody(request));
    const item = itemOf(state, id);
    if (!item) return send(404, page('Not there', ''));
    act(state, item, form);
    response.writeHead(303, { Location: '/' }).end();
    return;
  }
  if (url.pathname === '/') return send(200, page('Entries', listOf(state)));
  const item = itemOf(state, id);
  return item
    ? send(200, page(titleOf(item, state), formOf(item, state)))
    : send(404, page('Not there', ''));
}

/** Another page of the web may send a form here: a browser says so. */
function isOwnForm({ headers }: IncomingMessage): boolean {
  const { origin, host } = headers;
  return origin === `http://${host}` && /^(?:127\.0\.0\.1|localhost):\d+$/.test(host ?? '');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size > mostBytes) throw new Error('A form of more than 1 MB.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function itemOf({ drafts, archived }: SpaceState, id: string): Item | null {
  return drafts.get(id) ?? archived.get(id) ?? null;
}

function act(state: SpaceState, item: Item, form: URLSearchParams): void {
  const { id } = item.sys;
  const wanted = form.get('act');
  if (wanted === 'unpublish') return state.unpublish(id);
  if (wanted === 'archive') return state.archive(id);
  if (wanted === 'unarchive') return state.unarchive(id);
  const changed = writtenInto(item, form, state);
  if (changed) state.saveDraft(changed);
  if (wanted === 'publish') state.publishDraft(id);
}

/** The same with what stands in the form; null where that is the same. */
function writtenInto(item: Item, form: URLSearchParams, state: SpaceState): Item | null {
  const own = defaultOf(state.locales);
  const written = textFieldsOf(item, own).flatMap(([name, text]) => {
    const given = form.get(`field-${name}`)?.replaceAll('\r\n', '\n');
    return given === undefined || given === text
      ? []
      : [[name, { ...item.fields[name], [own]: textAs(item.fields[name]?.[own], given) }] as const];
  });
  if (written.length === 0) return null;
  const sys = { ...item.sys, updatedAt: new Date().toISOString() };
  return { sys, fields: { ...item.fields, ...Object.fromEntries(written) } };
}

/** Fields that hold text, and rich text of plain paragraphs, which is written as text here. */
function textFieldsOf(item: Item, own: string): (readonly [name: string, text: string])[] {
  return Object.entries(item.fields).flatMap(([name, values]) => {
    const value = values[own];
    if (typeof value === 'string') return [[name, value] as const];
    const text = plainParagraphs(value);
    return text === null ? [] : [[name, text] as const];
  });
}

interface Node {
  readonly nodeType: string;
  readonly value?: string;
  readonly marks?: readonly unknown[];
  readonly content?: readonly Node[];
}

function plainParagraphs(value: unknown): string | null {
  const { nodeType, content = [] } = (value ?? {}) as Partial<Node>;
  if (nodeType !== 'document') return null;
  const texts = content.map((block) =>
    block.nodeType === 'paragraph' && (block.content ?? []).every(isPlain)
      ? (block.content ?? []).map((one) => one.value).join('')
      : null,
  );
  return texts.includes(null) ? null : texts.join('\n\n');
}

function isPlain({ nodeType, marks = [] }: Node): boolean {
  return nodeType === 'text' && marks.length === 0;
}

function textAs(before: unknown, text: string): unknown {
  if (typeof before === 'string') return text;
  const content = text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((value) => ({
      nodeType: 'paragraph',
      data: {},
      content: [{ nodeType: 'text', value, marks: [], data: {} }],
    }));
  return { nodeType: 'document', data: {}, content };
}

function listOf(state: SpaceState): string {
  const entries = [...state.drafts.values(), ...state.archived.values()].filter(
    ({ sys }) => sys.type === 'Entry',
  );
  const rows = entries
    .toSorted((a, b) =>
      (a.sys.contentType?.sys.id ?? '') < (b.sys.contentType?.sys.id ?? '') ? -1 : 1,
    )
    .map(
      (item) => `<tr>
        <td><a href="/desk/${encodeURIComponent(item.sys.id)}">${escape(titleOf(item, state))}</a></td>
        <td>${escape(item.sys.contentType?.sys.id ?? '')}</td>
        <td>${statusOf(item, state)}</td>
      </tr>`,
    );
  return `<p>This stands in for Contentful on your machine. What you publish here is told to your site, as Contentful would.</p>
    <table><thead><tr><th>Title</th><th>Type</th><th>Status</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function statusOf({ sys: { id } }: Item, { published, drafts, archived }: SpaceState): string {
  if (archived.has(id)) return 'archived';
  if (!published.has(id)) return 'draft';
  return published.get(id) === drafts.get(id) ? 'published' : 'changed';
}

function formOf(item: Item, state: SpaceState): string {
  const own = defaultOf(state.locales);
  const fields = textFieldsOf(item, own).map(([name, text]) => {
    const id = `field-${escape(name)}`;
    const box =
      text.length > 80 || text.includes('\n') || typeof item.fields[name]?.[own] !== 'string'
        ? `<textarea id="${id}" name="${id}" rows="8">\n${escape(text)}</textarea>`
        : `<input id="${id}" name="${id}" value="${escape(text)}">`;
    return `<label for="${id}">${escape(name)}</label>${box}`;
  });
  const status = statusOf(item, state);
  const acts =
    status === 'archived'
      ? ['unarchive']
      : ['save', 'publish', ...(status === 'draft' ? ['archive'] : ['unpublish'])];
  const buttons = acts.map(
    (one) =>
      `<button name="act" value="${one}">${one.replace(/^./, (letter) => letter.toUpperCase())}</button>`,
  );
  return `<p><a href="/">All entries</a> · ${status}</p>
    <form method="post">${fields.join('')}<p>${buttons.join(' ')}</p></form>`;
}

function titleOf({ sys, fields }: Item, { locales }: SpaceState): string {
  const own = defaultOf(locales);
  const title = fields['title']?.[own] ?? fields['name']?.[own];
  return typeof title === 'string' ? title : sys.id;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

function page(title: string, main: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)} · Contentful on this machine</title>
    <meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
    <style>body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%}th,td{text-align:start;padding:.4rem .6rem;border-bottom:1px solid #8886}form{display:grid;gap:.3rem}input,textarea{font:inherit;padding:.4rem;margin-bottom:.8rem}button{font:inherit;padding:.5rem 1rem}</style>
    </head><body><main><h1>${escape(title)}</h1>${main}</main></body></html>`;
}
