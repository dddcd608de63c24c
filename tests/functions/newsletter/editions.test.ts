import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sql } from 'drizzle-orm';
import type { Context } from '@netlify/functions';
import { answerEditionFeed, answerEditions } from '#netlify/lib/newsletter/answer-editions.ts';
import { deliverEditions } from '#netlify/lib/newsletter/deliver-editions.ts';
import { isWeekly, makeEditions } from '#netlify/lib/newsletter/make-editions.ts';
import { runClock } from '#netlify/lib/newsletter/run-clock.ts';
import { mayStart, startWork } from '#netlify/lib/start-work.ts';
import {
  makeContext,
  makeMailer,
  post,
  rows,
  type TestMailer,
  useDatabase,
  useSite,
} from '#tests/setup/newsletter.ts';

const test = useDatabase();
const site = useSite();

beforeEach(() => {
  site.setFeed([]);
  site.setSettings({});
});

/** A Wednesday. */
const now = new Date('2026-11-25T12:00:00Z');
const days = (count: number): string => new Date(now.getTime() - count * 86_400_000).toISOString();

const make = (at = now): Promise<number> =>
  makeEditions(test.database, { site: site.site, now: at });

const deliver = (mailer: TestMailer, until = Date.now() + 20_000): Promise<boolean> =>
  deliverEditions({ database: test.database, mailer, site: site.site, until });

interface Reader {
  readonly address: string;
  readonly frequency?: string;
  readonly topics?: readonly string[];
  readonly locale?: string;
  readonly status?: string;
}

async function addReaders(...readers: readonly Reader[]): Promise<void> {
  for (const {
    address,
    frequency = 'each',
    topics = [],
    locale = 'en',
    status = 'confirmed',
  } of readers)
    await test.database.execute(
      sql`insert into subscribers (address, locale, frequency, topics, status, confirmed_at)
        values (${address}, ${locale}, ${frequency}, ${`{${topics.join(',')}}`}::text[], ${status}, now())`,
    );
}

const addMany = (count: number): Promise<unknown> =>
  test.database.execute(
    sql.raw(`insert into subscribers (address, locale, status, confirmed_at)
      select 'reader' || n || '@example.com', 'en', 'confirmed', now() from generate_series(1, ${count}) n`),
  );

const editions = (): Promise<{ slug: string; frequency: string }[]> =>
  rows(test.database, 'select slug, frequency from editions order by created_at, slug');

const receivers = (mailer: TestMailer): string[] => mailer.sent.map(({ to }) => to).toSorted();

const states = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    (
      await rows<{ state: string; n: string }>(
        test.database,
        'select state, count(*) as n from deliveries group by state',
      )
    ).map(({ state, n }) => [state, Number(n)]),
  );

describe('an edition', () => {
  it('has what was published since the last, once', async () => {
    site.setFeed([{ slug: 'one', publishedAt: days(1) }]);
    expect(await make()).toBe(1);
    expect(await make()).toBe(0);
    site.setFeed([
      { slug: 'two', publishedAt: days(0) },
      { slug: 'one', publishedAt: days(1) },
    ]);
    expect(await make()).toBe(1);
    expect(await editions()).toEqual([
      { slug: '2026-11-25', frequency: 'each' },
      { slug: '2026-11-25-2', frequency: 'each' },
    ]);
    const [, second] = await rows<{ articles: { url: string }[] }>(
      test.database,
      'select articles from editions order by created_at',
    );
    expect(second?.articles.map(({ url }) => url)).toEqual(['https://small.example/articles/two/']);
  });

  it('does not begin with what was old before the newsletter was', async () => {
    site.setFeed([
      { slug: 'new', publishedAt: days(3) },
      { slug: 'old', publishedAt: days(30) },
    ]);
    await make();
    const [first] = await rows<{ articles: object[] }>(
      test.database,
      'select articles from editions',
    );
    expect(first?.articles).toHaveLength(1);
    // Nor does a later one have what a feed shows anew: under another address, or because one is gone.
    site.setFeed([
      { slug: 'older', publishedAt: days(40) },
      { slug: 'new', publishedAt: days(3) },
    ]);
    expect(await make()).toBe(0);
  });

  it('of the week is made on its day, from the morning on, where the publication is', () => {
    const monday = { weekday: 1, timeZone: 'Asia/Tokyo' };
    expect(isWeekly(new Date('2026-11-22T20:59:00Z'), monday)).toBe(false);
    expect(isWeekly(new Date('2026-11-22T21:00:00Z'), monday)).toBe(true);
    expect(isWeekly(new Date('2026-11-23T14:59:00Z'), monday)).toBe(true);
    expect(isWeekly(new Date('2026-11-23T15:00:00Z'), monday)).toBe(false);
  });

  it('of the week has what the single ones had', async () => {
    site.setFeed([{ slug: 'one', publishedAt: days(1) }]);
    await make();
    site.setFeed([{ slug: 'two' }, { slug: 'one', publishedAt: days(1) }]);
    expect(await make(new Date('2026-11-30T09:00:00Z'))).toBe(2);
    expect(await editions()).toContainEqual({ slug: '2026-11-30-weekly', frequency: 'weekly' });
  });

  it('of the week is one a week, however much comes on its day', async () => {
    const morning = new Date('2026-11-30T09:00:00Z');
    const evening = new Date('2026-11-30T19:00:00Z');
    site.setFeed([{ slug: 'one', publishedAt: morning.toISOString() }]);
    expect(await make(morning)).toBe(2);
    const two = { slug: 'two', publishedAt: evening.toISOString() };
    site.setFeed([two]);
    expect(await make(evening)).toBe(1);
    expect(await make(new Date('2026-12-07T06:00:00Z'))).toBe(1);
    expect(await editions()).toContainEqual({ slug: '2026-12-07-weekly', frequency: 'weekly' });
    expect(
      await rows(
        test.database,
        `select articles->0->>'title' as title from editions
        where slug = '2026-12-07-weekly'`,
      ),
    ).toEqual([{ title: 'Title of two' }]);
  });

  it('is not made while the newsletter is paused, and is made later', async () => {
    site.setFeed([{ slug: 'one', publishedAt: days(1) }]);
    site.setSettings({ isPaused: true });
    expect(await make()).toBe(0);
    site.setSettings({});
    expect(await make()).toBe(1);
  });
});

describe('delivery', () => {
  it('goes to who confirmed, in the language and as often as they want', async () => {
    await addReaders(
      { address: 'ann@example.com' },
      { address: 'weekly@example.com', frequency: 'weekly' },
      { address: 'de@example.com', locale: 'de' },
      { address: 'pending@example.com', status: 'pending' },
      { address: 'gone@example.com', status: 'unsubscribed' },
    );
    site.setFeed([{ slug: 'one' }]);
    await make();
    const mailer = makeMailer();
    await deliver(mailer);
    expect(receivers(mailer)).toEqual(['ann@example.com']);
    await deliver(mailer);
    expect(mailer.sent).toHaveLength(1);
    expect(
      await rows(test.database, 'select 1 as one from editions where sent_at is null'),
    ).toEqual([]);
  });

  it('has for each reader the topics they chose, and no mail where there is none', async () => {
    await addReaders(
      { address: 'all@example.com' },
      { address: 'ink@example.com', topics: ['ink'] },
      { address: 'both@example.com', topics: ['ink', 'type'] },
      { address: 'none@example.com', topics: ['paper'] },
    );
    site.setFeed([
      { slug: 'a', title: 'On letters', tags: ['Typography'] },
      { slug: 'b', title: 'On ink', tags: ['Ink'] },
    ]);
    await make();
    const mailer = makeMailer();
    await deliver(mailer);
    expect(receivers(mailer)).toEqual(['all@example.com', 'both@example.com', 'ink@example.com']);
    const inks = mailer.sent.find(({ to }) => to === 'ink@example.com');
    expect(inks?.subject).toBe('On ink');
    expect(inks?.text).not.toContain('On letters');
    expect(mailer.sent.find(({ to }) => to === 'both@example.com')?.text).toContain('On letters');
  });

  it('carries hostile titles as text, in one line of a subject', async () => {
    await addReaders({ address: 'ann@example.com' });
    const title = 'A {{leave}} <img src=x onerror=alert(1)>\r\nBcc: all@example.com';
    site.setFeed([{ slug: 'one', title }]);
    await make();
    const mailer = makeMailer();
    await deliver(mailer);
    const [mail] = mailer.sent;
    expect(mail?.subject).toBe('A {{leave}} <img src=x onerror=alert(1)> Bcc: all@example.com');
    expect(mail?.html).toContain('A {{leave}} &lt;img src=x');
    expect(mail?.html).not.toContain('<img');
    expect(mail?.html.match(/token=/gu)).toHaveLength(2);
  });

  it('passes over who has left, or complained, since it was listed', async () => {
    await addMany(3);
    site.setFeed([{ slug: 'one' }]);
    await make();
    const mailer = makeMailer({ batchSize: 1 });
    mailer.decide = async () => {
      await test.database.execute(
        sql`update subscribers set status = 'unsubscribed' where address = 'reader3@example.com'`,
      );
      await test.database.execute(
        sql`insert into suppressions (address_hash, reason)
          values (encode(sha256('broadsheet:address:reader2@example.com'), 'hex'), 'complaint')
          on conflict do nothing`,
      );
      return { kind: 'sent' };
    };
    await deliver(mailer);
    expect(mailer.sent.length).toBeLessThanOrEqual(2);
    expect(receivers(mailer)).toContain('reader1@example.com');
    const failed = (await states())['failed'] ?? 0;
    expect(mailer.sent.length + failed).toBe(3);
  });

  it.each([
    ['other topics', sql`topics = '{paper}'`],
    ['another rhythm', sql`frequency = 'weekly'`],
    ['another language', sql`locale = 'de'`],
  ])('passes over who has come to want %s since it was listed', async (_what, change) => {
    await addMany(2);
    site.setFeed([{ slug: 'one' }]);
    await make();
    const mailer = makeMailer({ batchSize: 1 });
    expect(await deliver(mailer, Date.now() - 1)).toBe(true);
    await test.database.execute(
      sql`update subscribers set ${change} where address = 'reader1@example.com'`,
    );
    await deliver(mailer);
    expect(receivers(mailer)).toEqual(['reader2@example.com']);
    expect(await states()).toEqual({ sent: 1, failed: 1 });
  });

  it('stops when its time is over, and goes on from there', async () => {
    await addMany(30);
    site.setFeed([{ slug: 'one' }]);
    await make();
    const mailer = makeMailer({ batchSize: 10 });
    expect(await deliver(mailer, Date.now() - 1)).toBe(true);
    expect(await deliver(mailer)).toBe(false);
    expect(new Set(receivers(mailer)).size).toBe(30);
    expect(mailer.sent).toHaveLength(30);
  });

  it.each([
    ['knows ids: the same mails are sent as the same batch', true, 30, 0],
    ['does not: what was in the air stays unsent', false, 20, 10],
  ])('that was killed goes on; where the carrier %s', async (_what, knowsIds, sent, unknown) => {
    await addMany(30);
    site.setFeed([{ slug: 'one' }]);
    await make();
    const mailer = makeMailer({ knowsIds, batchSize: 10 });
    const batches: string[][] = [];
    const { sendBatch } = mailer;
    let isKilled = false;
    Object.assign(mailer, {
      sendBatch: async (mails: never, batchId: string) => {
        batches.push([batchId, ...(mails as { id: string }[]).map(({ id }) => id).toSorted()]);
        const results = await sendBatch(mails, batchId);
        if (batches.length === 2 && !isKilled) {
          isKilled = true;
          // The carrier took them, and whoever handed them over is gone before it could be noted.
          mailer.sent.splice(knowsIds ? mailer.sent.length : 10);
          await new Promise(() => undefined);
        }
        return results;
      },
    });
    void deliver(mailer);
    await vi.waitFor(() => expect(isKilled).toBe(true), 5000);
    await test.database.execute(
      sql`update deliveries set due_at = now() - interval '1 second' where state = 'sending'`,
    );
    await deliver(mailer);
    expect(new Set(receivers(mailer)).size).toBe(mailer.sent.length);
    expect(mailer.sent).toHaveLength(sent);
    expect((await states())['unknown'] ?? 0).toBe(unknown);
    if (knowsIds) expect(batches[2]).toEqual(batches[1]);
  });

  it('waits longer each time that a carrier is down, and loses nothing', async () => {
    await addMany(5);
    site.setFeed([{ slug: 'one' }]);
    await make();
    const mailer = makeMailer();
    mailer.decide = () => ({ kind: 'failed', reason: '429', retryAfterInSeconds: 3000 });
    await deliver(mailer);
    expect(mailer.calls).toBe(5);
    const [{ wait = 0 } = {}] = await rows<{ wait: number }>(
      test.database,
      'select min(extract(epoch from due_at - now()))::float as wait from deliveries',
    );
    expect(wait).toBeGreaterThan(2900);
    await deliver(mailer);
    expect(mailer.calls).toBe(5);
    mailer.decide = () => ({ kind: 'sent' });
    await test.database.execute(sql`update deliveries set due_at = now()`);
    await deliver(mailer);
    expect(mailer.sent).toHaveLength(5);
  });

  it('gives up in the end, and says why', async () => {
    await addMany(1);
    site.setFeed([{ slug: 'one' }]);
    await make();
    const mailer = makeMailer();
    mailer.decide = () => ({ kind: 'failed', reason: 'garbage', retryAfterInSeconds: null });
    for (let attempt = 0; attempt < 32; attempt += 1) {
      await test.database.execute(sql`update deliveries set due_at = now()`);
      await deliver(mailer);
    }
    expect(mailer.calls).toBe(30);
    expect(await rows(test.database, 'select state, last_error from deliveries')).toEqual([
      { state: 'failed', last_error: 'garbage' },
    ]);
  });

  it('never mails from a preview', async () => {
    await addMany(1);
    site.setFeed([{ slug: 'one' }]);
    await make();
    const mailer = makeMailer();
    const preview = { ...site.site, mayMail: false };
    await runClock({ database: test.database, site: preview }, now);
    await deliverEditions({
      database: test.database,
      mailer,
      site: preview,
      until: Date.now() + 999,
    });
    await post(test.database, mailer, preview);
    expect(mailer.calls).toBe(0);
  });

  it('stops where the newsletter is paused in the middle', async () => {
    await addMany(30);
    site.setFeed([{ slug: 'one' }]);
    await make();
    const mailer = makeMailer({ batchSize: 10 });
    mailer.decide = () => {
      site.setSettings({ isPaused: true });
      return { kind: 'sent' };
    };
    await deliver(mailer);
    expect(mailer.sent).toHaveLength(10);
    site.setSettings({});
    await deliver(mailer);
  });
});

describe('whoever starts a delivery', () => {
  it('has to be able to sign, now', async () => {
    const fetched: Request[] = [];
    vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
      fetched.push(new Request(url, init));
      return new Response(null, { status: 202 });
    });
    await startWork(site.site, 'deliver');
    const [asked] = fetched;
    if (!asked) throw new Error('Nothing was asked.');
    expect(mayStart(asked, 'deliver', Date.now())).toBe(true);
    expect(mayStart(asked, 'deliver', Date.now() + 6 * 60_000)).toBe(false);
    expect(mayStart(asked, 'deliver', Date.now() - 6 * 60_000)).toBe(false);
    for (const authorization of ['', 'Bearer 1.2', `Bearer ${Date.now()}.${'a'.repeat(43)}`])
      expect(
        mayStart(new Request(asked.url, { headers: { authorization } }), 'deliver', Date.now()),
      ).toBe(false);
  });
});

const context = (params: Record<string, string>): Context => ({
  ...makeContext(site.url),
  params,
});
const page = (path: string, params: Record<string, string>): Promise<Response> =>
  answerEditions({ request: new Request(site.url + path), context: context(params) });

describe('past editions', () => {
  it('can be read, are listed, and stand in a feed', async () => {
    site.setFeed([{ slug: 'one', title: 'One & only <b>' }]);
    await make();
    const one = await page('/newsletter/2026-11-25/', { edition: '2026-11-25' });
    expect(one.status).toBe(200);
    expect(one.headers.get('netlify-cdn-cache-control')).toContain('durable');
    expect(one.headers.get('x-robots-tag')).toBeNull();
    expect(await one.text()).toContain('One &amp; only &lt;b&gt;');
    const list = await page('/newsletter/editions/', { edition: 'editions' });
    expect(await list.text()).toContain('href="/newsletter/2026-11-25/"');
    const feed = await answerEditionFeed({
      request: new Request(`${site.url}/newsletter/feed.xml`),
      context: context({}),
    });
    expect(feed.headers.get('content-type')).toContain('atom');
    expect(await feed.text()).toContain(`<id>${site.url}/newsletter/2026-11-25/</id>`);
  });

  it('that there are not are not found, in whatever language', async () => {
    for (const params of [
      { edition: 'x' },
      { edition: "'" },
      { edition: '2026-11-25', locale: 'de' },
      { edition: 'x', locale: 'fr' },
      { edition: 'editions', locale: 'en' },
    ]) {
      expect((await page('/newsletter/x/', params)).status).toBe(404);
    }
  });

  it('have one address', async () => {
    const response = await page('/newsletter/2026-11-25', { edition: '2026-11-25' });
    expect(response.status).toBe(301);
    expect(response.headers.get('location')).toBe('/newsletter/2026-11-25/');
  });
});
