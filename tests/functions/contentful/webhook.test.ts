import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Context } from '@netlify/functions';
import changes from '#netlify/functions/contentful-changes-background.ts';
import { answerContentfulWebhook } from '#netlify/lib/contentful/answer-webhook.ts';
import { finishChanges } from '#netlify/lib/contentful/finish-changes.ts';
import { purgeTags } from '#netlify/lib/purge-tags.ts';
import { runClock } from '#netlify/lib/newsletter/run-clock.ts';
import { sign } from '#tests/mocks/contentful/webhooks.ts';
import { makeContext, rows, useDatabase, useSite } from '#tests/setup/newsletter.ts';
import { startReceiver, type Receiver } from '#tests/setup/receiver.ts';

const test = useDatabase();
const site = useSite();
let cdn: Receiver;
let hook: Receiver;

const secret = 'k'.repeat(64);
const url = 'https://paper.example/api/webhooks/contentful';
const start = new Date('2026-11-27T12:00:00Z');
const at = (seconds: number): Date => new Date(start.getTime() + seconds * 1000);

beforeAll(async () => {
  [cdn, hook] = await Promise.all([startReceiver(), startReceiver()]);
});

afterAll(() => Promise.all([cdn.close(), hook.close()]));

beforeEach(() => {
  for (const receiver of [cdn, hook]) {
    receiver.received.length = 0;
    receiver.answers(200);
  }
  site.started.length = 0;
  vi.stubEnv('CONTENTFUL_SPACE_ID', 'space1');
  vi.stubEnv('CONTENTFUL_ENVIRONMENT', '');
  vi.stubEnv('CONTENTFUL_WEBHOOK_SECRET', secret);
  vi.stubEnv('BROADSHEET_PURGE_URL', `${cdn.url}/purge`);
  vi.stubEnv('NETLIFY_BUILD_HOOK_URL', `${hook.url}/build_hooks/secret`);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

afterEach(() => vi.restoreAllMocks());

interface Message {
  readonly id?: string;
  readonly topic?: string;
  readonly space?: string;
  readonly environment?: string;
  /** When it was signed. */
  readonly signedAt?: Date;
  readonly body?: string;
  readonly key?: string;
}

let sent = 0;

function makeMessage(message: Message = {}): Request {
  const {
    id = 'rain',
    topic = 'Entry.publish',
    space = 'space1',
    environment = 'master',
  } = message;
  sent += 1;
  const sys = {
    id,
    type: 'Entry',
    revision: sent,
    space: link(space),
    environment: link(environment),
  };
  const body = message.body ?? JSON.stringify({ sys, fields: {} });
  const headers = sign({
    url,
    secret: message.key ?? secret,
    body,
    topic:
      topic.includes('.') && !topic.startsWith('Content') ? `ContentManagement.${topic}` : topic,
    at: (message.signedAt ?? start).getTime(),
  });
  return new Request(url, { method: 'POST', body, headers });
}

function link(id: string): object {
  return { sys: { type: 'Link', id } };
}

/** Hands a message to the function, and waits for what it does afterwards. */
async function take(request: Request, now = start): Promise<Response> {
  const waiting: Promise<unknown>[] = [];
  const context = {
    ...makeContext(site.url),
    waitUntil: (one: Promise<unknown>) => waiting.push(one),
  } as Context;
  const answer = await answerContentfulWebhook({ request, context, now });
  await Promise.all(waiting);
  return answer;
}

const send = (message: Message = {}, now = start): Promise<Response> =>
  take(makeMessage({ signedAt: now, ...message }), now);

function purged(): string[][] {
  return cdn.received.map(({ body }) => (JSON.parse(body) as { tags: string[] }).tags.toSorted());
}

/** Watches over what is left from a moment on, and begins anew when the clock strikes: nobody waits. */
async function watch(from: Date, forSeconds = 3600): Promise<void> {
  const end = from.getTime() + forSeconds * 1000;
  let now = from.getTime();
  do {
    await finishChanges({
      database: test.database,
      until: end,
      now: () => new Date(now),
      wait: async (milliseconds) => {
        now += milliseconds;
      },
    });
    now += 10 * 60 * 1000;
  } while (now < end && (await left()) > 0);
}

async function left(): Promise<number> {
  const [row] = await rows<{ count: number }>(
    test.database,
    'select ((select count(*) from contentful_purges) + (select count(*) from contentful_builds))::int as count',
  );
  return row?.count ?? -1;
}

describe('a message of Contentful', () => {
  it.each([
    ['Entry.publish', ['cf-any', 'cf-missing', 'cf-rain']],
    ['Entry.unpublish', ['cf-any', 'cf-rain']],
    ['Entry.archive', ['cf-any', 'cf-rain']],
    ['Entry.unarchive', ['cf-any', 'cf-missing', 'cf-rain']],
    ['Entry.delete', ['cf-any', 'cf-rain']],
    ['Asset.publish', ['cf-any', 'cf-missing', 'cf-rain']],
  ])('has the CDN forget what is made of it: %s', async (topic, tags) => {
    expect((await send({ topic })).status).toBe(204);
    expect(purged()).toEqual([tags]);
    expect(site.started.map(({ url: one }) => new URL(one).pathname)).toEqual([
      '/.netlify/functions/contentful-changes-background',
    ]);
  });

  it.each([
    { topic: 'Entry.save' },
    { topic: 'Entry.auto_save' },
    { topic: 'Entry.create' },
    { topic: 'ContentType.publish' },
    { topic: 'Entry.publish.more' },
    { topic: 'nonsense' },
    { space: 'space2' },
    { environment: 'staging' },
  ])('that changes nothing here is taken and forgotten: %j', async (message) => {
    expect((await send(message)).status).toBe(204);
    expect(purged()).toEqual([]);
    expect(await left()).toBe(0);
  });

  it('counts once, however often it comes', async () => {
    const message = makeMessage();
    const again = Array.from({ length: 5 }, () => message.clone());
    expect((await take(message)).status).toBe(204);
    const answers = await Promise.all(again.map((one) => take(one, at(30))));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    expect(purged()).toHaveLength(1);
  });

  it.each([
    ['forged', () => makeMessage({ key: 'x'.repeat(64) }), 401],
    ['late', () => makeMessage({ signedAt: at(-301) }), 400],
    ['early', () => makeMessage({ signedAt: at(61) }), 400],
    ['no JSON', () => makeMessage({ body: 'rain' }), 400],
    ['JSON of nothing', () => makeMessage({ body: 'null' }), 400],
    ['of something without a name', () => makeMessage({ id: '../rain,cf-all' }), 400],
  ])('that is %s is refused', async (_what, make, status) => {
    const answer = await take(make());
    expect(answer.status).toBe(status);
    expect(purged()).toEqual([]);
    expect(await left()).toBe(0);
  });

  it.each([
    ['another body', (one: Request) => new Request(one, { method: 'POST', body: '{}' })],
    [
      'another topic',
      (one: Request) => change(one, 'x-contentful-topic', 'ContentManagement.Entry.delete'),
    ],
    [
      'another time',
      (one: Request) => change(one, 'x-contentful-timestamp', String(at(1).getTime())),
    ],
    [
      'no time among what is signed',
      (one: Request) => change(one, 'x-contentful-signed-headers', 'x-contentful-topic'),
    ],
    ['no signature', (one: Request) => change(one, 'x-contentful-signature', '')],
    ['half a signature', (one: Request) => change(one, 'x-contentful-signature', 'ab')],
    ['another address', (one: Request) => new Request(`${url}?a=1`, one)],
  ])('with %s is refused', async (_what, spoil) => {
    expect((await take(spoil(makeMessage()))).status).toBe(401);
    expect(purged()).toEqual([]);
  });

  it('of 10 MB is not read', async () => {
    const answer = await send({ body: ' '.repeat(10 * 1024 * 1024) });
    expect(answer.status).toBe(413);
  });

  it('is not taken where nothing is set up, and the answer says nothing of secrets', async () => {
    for (const wrong of ['', 'too-short']) {
      vi.stubEnv('CONTENTFUL_WEBHOOK_SECRET', wrong);
      const answer = await send();
      expect(answer.status).toBe(503);
      expect(await answer.text()).not.toContain('SECRET');
    }
  });

  it('is sent with POST', async () => {
    const answer = await take(new Request(url));
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST');
  });

  it('may come in any order: what is made anew is asked of Contentful', async () => {
    await send({ topic: 'Entry.unpublish', signedAt: at(0) }, at(10));
    await send({ topic: 'Entry.publish', signedAt: at(-10) }, at(20));
    expect(purged()).toEqual([
      ['cf-any', 'cf-rain'],
      ['cf-any', 'cf-missing', 'cf-rain'],
    ]);
  });

  it('is acted on though the database is down, and comes again', async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
    const answer = await send();
    expect(answer.status).toBe(503);
    expect(purged()).toEqual([['cf-any', 'cf-missing', 'cf-rain']]);
    vi.stubEnv('DATABASE_URL', '');
  });
});

describe('what the CDN forgets', () => {
  it('is not asked twice in five seconds under one tag, and again a little later', async () => {
    await send({ id: 'rain' });
    await send({ id: 'snow' }, at(1));
    await send({ id: 'rain' }, at(2));
    expect(purged()).toEqual([['cf-any', 'cf-missing', 'cf-rain'], ['cf-snow']]);
    await watch(at(2), 20);
    expect(purged().slice(2)).toEqual([['cf-snow'], ['cf-any', 'cf-missing', 'cf-rain']]);
  });

  it('is asked for many tags in parts', async () => {
    const tags = Array.from({ length: 250 }, (_, at) => `cf-${at}`);
    await purgeTags(tags);
    expect(purged().map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(purged().flat().toSorted()).toEqual(tags.toSorted());
  });

  it('is asked again later where it fails, and is given up after a day', async () => {
    cdn.answers(500);
    await send();
    expect(purged()).toHaveLength(1);
    await watch(start, 600);
    const soon = purged().length;
    expect(soon).toBeGreaterThan(2);
    expect(soon).toBeLessThan(8);
    cdn.answers(500, 200);
    await watch(at(3600));
    expect(await left()).toBe(0);
    cdn.answers(500);
    await send({}, at(7200));
    await watch(at(7200), 3 * 24 * 3600);
    expect(await left()).toBe(0);
  });
});

describe('a build', () => {
  it('is asked for once for a burst, after a quiet minute', async () => {
    for (let second = 0; second < 50; second += 1) await send({ id: `entry${second}` }, at(second));
    await watch(at(50));
    expect(hook.received.map(({ path }) => path)).toEqual(['/build_hooks/secret']);
    expect(await left()).toBe(0);
  });

  it('is asked for after five minutes where changes do not cease', async () => {
    let asked = 0;
    for (let second = 0; second <= 600; second += 30) {
      await send({ id: `entry${second}` }, at(second));
      await watch(at(second), 29);
      if (second === 330) asked = hook.received.length;
    }
    expect(asked).toBe(1);
    expect(hook.received).toHaveLength(2);
  });

  it('is asked for again for what changes meanwhile', async () => {
    await send();
    hook.before(() => send({ id: 'snow' }, at(61)));
    await watch(start);
    expect(hook.received).toHaveLength(2);
    expect(await left()).toBe(0);
  });

  it('is asked for later where the hook is down, and never lost', async () => {
    hook.answers(500, 503, 200);
    await send();
    await watch(start);
    expect(hook.received).toHaveLength(3);
    expect(await left()).toBe(0);
    const logged = vi.mocked(console.error).mock.calls.flat().map(String).join('\n');
    expect(logged).toContain('The build hook answers 500.');
    expect(logged).not.toContain('build_hooks');
  });

  it('is asked for once by two who watch', async () => {
    await send();
    await Promise.all([watch(at(61), 5), watch(at(61), 5)]);
    expect(hook.received).toHaveLength(1);
  });

  it('is not wanted where there is no hook', async () => {
    vi.stubEnv('NETLIFY_BUILD_HOOK_URL', '');
    await send();
    await watch(start);
    expect(await left()).toBe(0);
  });

  it('is not asked for at an address that others can listen at', async () => {
    vi.stubEnv('NETLIFY_BUILD_HOOK_URL', 'http://example.org/hook');
    await send();
    await watch(at(70), 0);
    expect(await left()).toBeGreaterThan(0);
  });
});

describe('who watches', () => {
  it('is one, until they are silent', async () => {
    await send({ id: 'a' });
    await send({ id: 'b' }, at(1));
    expect(site.started).toHaveLength(1);
    await send({ id: 'c' }, at(40));
    expect(site.started).toHaveLength(2);
  });

  it('is started by the clock where they have died', async () => {
    await send();
    await runClock({ database: test.database, site: site.site }, at(5));
    expect(site.started).toHaveLength(1);
    await runClock({ database: test.database, site: site.site }, at(60));
    expect(site.started).toHaveLength(2);
  });

  it('is nobody whom we did not send', async () => {
    const answer = await changes(new Request('https://paper.example/', { method: 'POST' }));
    expect(answer.status).toBe(403);
  });

  it('forgets messages that would not be taken again', async () => {
    await send();
    await watch(at(3600));
    expect(await rows(test.database, 'select * from contentful_messages')).toEqual([]);
  });
});

function change(request: Request, name: string, value: string): Request {
  const headers = new Headers(request.headers);
  headers.set(name, value);
  return new Request(request, { headers });
}
