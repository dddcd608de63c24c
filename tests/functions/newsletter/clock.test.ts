import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sql } from 'drizzle-orm';
import newsletterClock from '#netlify/functions/newsletter-clock.ts';
import deliver from '#netlify/functions/newsletter-deliver-background.ts';
import postInBackground from '#netlify/functions/newsletter-post-background.ts';
import { subscribe } from '#netlify/lib/newsletter/subscribe.ts';
import { makeContext, rows, useDatabase, useSite } from '#tests/setup/newsletter.ts';

const test = useDatabase();
const site = useSite();
let inbox: string;

beforeEach(() => {
  inbox = mkdtempSync(path.join(tmpdir(), 'broadsheet-clock-'));
  vi.stubEnv('MAIL_TRANSPORT', 'file');
  vi.stubEnv('BROADSHEET_INBOX', inbox);
  site.started.length = 0;
  site.setFeed([]);
});

afterEach(() => rmSync(inbox, { recursive: true, force: true }));

const strike = (): Promise<void> => newsletterClock(new Request(site.url), makeContext(site.url));

const started = (): string[] => site.started.map(({ url }) => new URL(url).pathname);

const receivers = (): (string | undefined)[] =>
  readdirSync(inbox)
    .filter((name) => name.endsWith('.eml'))
    .map((name) => /^To: (.+?)\r?$/mu.exec(readFileSync(path.join(inbox, name), 'utf8'))?.[1]);

const posting = '/.netlify/functions/newsletter-post-background';
const delivery = '/.netlify/functions/newsletter-deliver-background';

/** Somebody waits for a mail, and an edition for being made. */
async function makeDue(): Promise<void> {
  await subscribe(test.database, { address: 'asks@example.com', locale: 'en', proof: {} });
  await test.database.execute(
    sql`insert into subscribers (address, locale, status, confirmed_at)
      values ('reads@example.com', 'en', 'confirmed', now())`,
  );
  site.setFeed([{ slug: 'one' }]);
}

/** What is not kept for longer than two days. */
async function makeOld(): Promise<void> {
  await test.database.execute(
    sql`insert into limits (key, window_start, count) values ('old', now() - interval '3 days', 1)`,
  );
}

const olds = (): Promise<object[]> => rows(test.database, 'select key from limits');

describe('the clock', () => {
  it('sends nothing itself, and starts those who do, each apart', async () => {
    await makeDue();
    await strike();
    expect(started()).toEqual([posting, delivery]);
    expect(receivers()).toEqual([]);
    const [post, edition] = site.started;
    if (!post || !edition) throw new Error('Nothing was started.');
    expect((await postInBackground(post, makeContext(site.url))).status).toBe(204);
    expect(receivers()).toEqual(['asks@example.com']);
    expect((await deliver(edition, makeContext(site.url))).status).toBe(204);
    expect(receivers().toSorted()).toEqual(['asks@example.com', 'reads@example.com']);
  });

  it('starts nothing where nothing is due', async () => {
    await makeOld();
    await strike();
    expect(started()).toEqual([]);
    expect(await olds()).toEqual([]);
  });

  it('starts the delivery though nobody can be had to send single mails', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    await makeDue();
    await makeOld();
    site.setDown(posting);
    await strike();
    site.setDown(false);
    expect(said).toHaveBeenCalledOnce();
    expect(started()).toEqual([delivery]);
    expect(await olds()).toEqual([]);
  });
});

describe('whoever is to send single mails', () => {
  it('listens to the clock alone', async () => {
    await makeDue();
    await strike();
    const [post, edition] = site.started;
    if (!post || !edition) throw new Error('Nothing was started.');
    const context = makeContext(site.url);
    expect((await postInBackground(new Request(post.url), context)).status).toBe(403);
    expect((await postInBackground(edition, context)).status).toBe(403);
    expect((await deliver(post, context)).status).toBe(403);
    expect(receivers()).toEqual([]);
  });
});
