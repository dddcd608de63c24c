import { createHmac } from 'node:crypto';
import { createClient, type ContentfulClientApi } from 'contentful';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ExportError, readExport } from '#tests/mocks/contentful/read-export.ts';
import {
  previewToken,
  space,
  startContentful,
  token,
  type ContentfulOptions,
  type ContentfulServer,
} from '#tests/mocks/contentful/server.ts';
import { de, en, entry, link } from '#tests/setup/contentful-items.ts';
import { startReceiver, type Received, type Receiver } from '#tests/setup/receiver.ts';

/* What stands in for Contentful answers Contentful's own SDK as Contentful does. */

async function start(options?: ContentfulOptions): Promise<ContentfulServer> {
  const server = await startContentful([en, de], options);
  onTestFinished(() => server.close());
  return server;
}

function clientOf(
  { url }: ContentfulServer,
  options: Partial<Parameters<typeof createClient>[0]> = {},
): ContentfulClientApi<undefined> {
  return createClient({
    space,
    accessToken: token,
    host: new URL(url).host,
    insecure: true,
    retryOnError: false,
    logHandler: () => undefined,
    ...options,
  });
}

const rain = entry('rain', 'article', {
  title: { 'en-US': 'Rain', 'de-DE': 'Regen' },
  slug: { 'en-US': 'rain', 'de-DE': 'regen' },
  author: link('ada'),
  cover: link('gone', 'Asset'),
  words: 300,
});
const snow = entry('snow', 'article', { title: 'Snow', slug: 'snow', words: 100 });
const ada = entry('ada', 'author', { name: 'Ada', friend: link('bob') });
const bob = entry('bob', 'author', { name: 'Bob' });

describe('entries', () => {
  it('come in one language, which falls back, or in all as they are', async () => {
    const server = await start();
    server.publish(rain, snow);
    const client = clientOf(server);
    const german = await client.getEntries({
      content_type: 'article',
      locale: 'de-DE',
      order: ['sys.id'],
    });
    expect(german.items.map(({ fields }) => fields['title'])).toEqual(['Regen', 'Snow']);
    const all = await client.withAllLocales.getEntry('snow');
    expect(all.fields['title']).toEqual({ 'en-US': 'Snow' });
  });

  it.each([
    [{ 'fields.slug': 'rain' }, ['rain']],
    // With all languages it is the default one that is looked in.
    [{ 'fields.slug': 'regen' }, []],
    [{ 'fields.slug.de-DE': 'regen' }, ['rain']],
    [{ 'fields.slug.de-DE': 'snow' }, []],
    [{ 'fields.words[gt]': 100 }, ['rain']],
    [{ 'fields.words[lte]': 300, order: 'fields.words' }, ['snow', 'rain']],
    [{ 'fields.author[exists]': 'false' }, ['snow']],
    [{ 'fields.author.sys.id': 'ada' }, ['rain']],
    [{ 'fields.title[match]': 'RAI' }, ['rain']],
    [{ 'sys.id[in]': 'snow,nobody' }, ['snow']],
    [{ 'sys.id[ne]': 'snow' }, ['rain']],
    [{ limit: 1, skip: 1, order: 'sys.id' }, ['snow']],
  ])('are found by %j', async (query, ids) => {
    const server = await start();
    server.publish(rain, snow, ada);
    const client = clientOf(server).withoutLinkResolution.withAllLocales;
    const found = await client.getEntries({ content_type: 'article', ...query } as never);
    expect(found.items.map(({ sys }) => sys.id)).toEqual(ids);
  });

  it.each([
    { nonsense: '1' },
    { 'fields.title': 'Rain' },
    { limit: '1001' },
    { 'sys.id[near]': 'x' },
  ])('are refused for %j', async (query) => {
    const server = await start();
    await expect(clientOf(server).getEntries(query as never)).rejects.toThrow('"status": 400');
  });

  it('come with what they link to, and say what is not there', async () => {
    const server = await start();
    server.publish(rain, ada, bob);
    const client = clientOf(server);
    const shallow = await client.withoutLinkResolution.getEntries({ 'sys.id': 'rain' });
    expect(shallow.includes?.Entry?.map(({ sys }) => sys.id)).toEqual(['ada']);
    expect(shallow.errors?.map(({ details }) => details.id)).toEqual(['gone']);
    const deep = await client.withoutLinkResolution.getEntries({ 'sys.id': 'rain', include: 2 });
    expect(deep.includes?.Entry?.map(({ sys }) => sys.id)).toEqual(['ada', 'bob']);
  });

  it('are drafts for one token, and what is published for the other', async () => {
    const server = await start();
    server.publish(snow);
    server.saveDraft(rain);
    server.saveDraft({ ...snow, fields: { ...snow.fields, title: { 'en-US': 'Sleet' } } });
    const [readers, editors] = [clientOf(server), clientOf(server, { accessToken: previewToken })];
    expect((await readers.getEntries()).items.map(({ fields }) => fields['title'])).toEqual([
      'Snow',
    ]);
    const seen = (await editors.getEntries({ order: ['sys.id'] })).items;
    expect(seen.map(({ fields }) => fields['title'])).toEqual(['Rain', 'Sleet']);
    server.archive('rain');
    expect((await editors.getEntries()).items).toHaveLength(1);
    await expect(readers.getEntry('rain')).rejects.toThrow('could not be found');
  });

  it('are for nobody without a token', async () => {
    const server = await start();
    const stranger = clientOf(server, { accessToken: 'wrong' });
    await expect(stranger.getEntries()).rejects.toThrow('"status": 401');
  });

  it('are refused to those who ask too often, and given to those who wait', async () => {
    const server = await start({ perSecond: 3 });
    server.publish(rain);
    const hasty = clientOf(server);
    const tries = Array.from({ length: 8 }, () =>
      hasty.getEntries().then(
        () => 200,
        () => 429,
      ),
    );
    expect(await Promise.all(tries)).toContain(429);
    const patient = clientOf(server, { retryOnError: true });
    expect((await patient.getEntries()).items).toHaveLength(1);
  });
});

describe('a sync', () => {
  it('gives everything once, page by page, and then what changed', async () => {
    const server = await start({ pageSize: 2 });
    server.publish(rain, snow, ada, bob);
    server.publish(rain);
    server.unpublish('bob');
    const client = clientOf(server);
    const first = await client.sync({ initial: true });
    expect(first.entries.map(({ sys }) => sys.id).toSorted()).toEqual(['ada', 'rain', 'snow']);
    expect(first.deletedEntries).toEqual([]);
    server.unpublish('snow');
    server.publish(bob);
    const next = await client.sync({ nextSyncToken: first.nextSyncToken ?? '' });
    expect(next.entries.map(({ sys }) => sys.id)).toEqual(['bob']);
    expect(next.deletedEntries.map(({ sys }) => sys.id)).toEqual(['snow']);
    const last = await client.sync({ nextSyncToken: next.nextSyncToken ?? '' });
    expect(last.entries).toEqual([]);
  });

  it('does not go on from a token that has expired', async () => {
    const server = await start();
    server.publish(rain);
    const { nextSyncToken = '' } = await clientOf(server).sync({ initial: true });
    server.expireTokens();
    await expect(clientOf(server).sync({ nextSyncToken })).rejects.toMatchObject({
      response: { status: 400 },
    });
  });
});

describe('pictures', () => {
  it('come in the sizes and formats that are asked for, and no larger than they are', async () => {
    const server = await start();
    const file = {
      url: `//images.ctfassets.net/${space}/photo/v1/photo.jpg`,
      fileName: 'photo.jpg',
      contentType: 'image/jpeg',
      details: { image: { width: 800, height: 400 } },
    };
    server.publish({ sys: { id: 'photo', type: 'Asset' }, fields: { file: { 'en-US': file } } });
    const ask = async (query: string) => {
      const answer = await fetch(`${server.url}/${space}/photo/v1/photo.jpg${query}`);
      return sharp(Buffer.from(await answer.arrayBuffer())).metadata();
    };
    expect(await ask('')).toMatchObject({ format: 'jpeg', width: 800, height: 400 });
    expect(await ask('?fm=webp&w=200')).toMatchObject({ format: 'webp', width: 200, height: 100 });
    expect(await ask('?fm=avif&w=2000')).toMatchObject({ format: 'heif', width: 800 });
    expect(await ask('?fm=png&w=90&h=90&fit=fill')).toMatchObject({ width: 90, height: 90 });
    expect((await fetch(`${server.url}/${space}/none/v1/x.jpg`)).status).toBe(404);
  });
});

const secret = 's'.repeat(64);

/** By Contentful's rules, and not by the code that is tested or signs. */
function isSigned({ path, headers, body }: Received): boolean {
  const names = String(headers['x-contentful-signed-headers']).split(',');
  const lines = names.map((name) => `${name}:${String(headers[name])}`).join(';');
  const text = `POST\n${path}\n${lines}\n${body}`;
  const right = createHmac('sha256', secret).update(text).digest('hex');
  return right === headers['x-contentful-signature'] && names.includes('x-contentful-timestamp');
}

function topicOf({ headers }: Received): string {
  return String(headers['x-contentful-topic']);
}

async function startHook(...statuses: number[]): Promise<Receiver> {
  const receiver = await startReceiver();
  onTestFinished(() => receiver.close());
  if (statuses.length > 0) receiver.answers(...statuses);
  return receiver;
}

describe('webhooks', () => {
  it('tell of every change, signed', async () => {
    const server = await start();
    const { received, url } = await startHook();
    server.tell({ url: `${url}/hook?a=1`, secret });
    server.saveDraft(rain);
    server.publishDraft('rain');
    server.unpublish('rain');
    server.archive('rain');
    await server.told();
    const topics = received.map((one) => topicOf(one).replace('ContentManagement.', '')).toSorted();
    expect(topics).toEqual([
      'Entry.archive',
      'Entry.auto_save',
      'Entry.publish',
      'Entry.unpublish',
    ]);
    expect(received.every(isSigned)).toBe(true);
    const published = received.find((one) => topicOf(one).endsWith('.publish'));
    expect(JSON.parse(published?.body ?? '')).toMatchObject({
      sys: { id: 'rain', type: 'Entry', revision: 2, space: { sys: { id: space } } },
      fields: { title: { 'en-US': 'Rain', 'de-DE': 'Regen' } },
    });
  });

  it('are sent again where nobody takes them, though not for ever', async () => {
    const server = await start();
    const { received, url } = await startHook(500, 503, 204, 500);
    server.tell({ url: `${url}/hook?a=1`, secret });
    server.publish(rain);
    expect(await server.told()).toEqual([204]);
    server.publish(snow);
    expect(await server.told()).toEqual([204, 500]);
    expect(received).toHaveLength(6);
  });
});

const send = (
  server: ContentfulServer,
  path: string,
  form: Record<string, string>,
  origin = server.url,
) =>
  fetch(server.url + path, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: { origin },
    redirect: 'manual',
  });

describe('the desk', () => {
  it('shows what is there, and writes, publishes and takes back', async () => {
    const server = await start();
    server.publish(snow, entry('evil', 'article', { title: '<script>alert(1)</script>' }));
    const list = await (await fetch(server.url)).text();
    expect(list).toContain('/desk/snow');
    expect(list).not.toContain('<script>');
    expect(await (await fetch(`${server.url}/desk/snow`)).text()).toContain('value="Snow"');
    expect((await send(server, '/desk/snow', { act: 'save', 'field-title': 'Sleet' })).status).toBe(
      303,
    );
    expect(server.state.published.get('snow')?.fields['title']).toEqual({ 'en-US': 'Snow' });
    await send(server, '/desk/snow', { act: 'publish', 'field-title': 'Sleet' });
    expect(server.state.published.get('snow')).toMatchObject({
      sys: { revision: 2 },
      fields: { title: { 'en-US': 'Sleet' } },
    });
    await send(server, '/desk/snow', { act: 'unpublish' });
    expect(server.state.published.has('snow')).toBe(false);
  });

  it('takes no forms of other pages', async () => {
    const server = await start();
    server.publish(snow);
    const answer = await send(server, '/desk/snow', { act: 'unpublish' }, 'https://evil.example');
    expect(answer.status).toBe(403);
    expect(server.state.published.has('snow')).toBe(true);
  });
});

const item = (id: string, sys: object) => ({ ...snow, sys: { ...snow.sys, id, ...sys } });

describe('an export', () => {
  it('is read: what is published, what is a draft, what is archived', () => {
    const read = readExport(
      JSON.stringify({
        locales: [en],
        entries: [
          item('live', {
            publishedVersion: 3,
            publishedCounter: 2,
            publishedAt: '2026-02-01T00:00:00Z',
          }),
          item('draft', { version: 1 }),
          item('old', { publishedVersion: 3, archivedVersion: 4 }),
        ],
      }),
    );
    expect(
      [read.published, read.drafts, read.archived].map((items) => items.map(({ sys }) => sys.id)),
    ).toEqual([['live'], ['draft'], ['old']]);
    expect(read.published[0]?.sys).toMatchObject({
      revision: 2,
      updatedAt: '2026-02-01T00:00:00Z',
    });
  });

  it.each([
    'no json',
    '{}',
    '{"entries": [], "locales": []}',
    '[]',
    '{"entries": [1], "locales": [{}]}',
  ])('is none: %s', (text) => {
    expect(() => readExport(text)).toThrow(ExportError);
  });
});
