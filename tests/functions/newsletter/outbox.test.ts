import { beforeEach, describe, expect, it, vi } from 'vitest';
import { format } from 'node:util';
import { sql } from 'drizzle-orm';
import { hashAddress } from '#netlify/lib/newsletter/address-hash.ts';
import { waitInSeconds } from '#netlify/lib/newsletter/backoff.ts';
import type { MailResult } from '#netlify/lib/mail/mail.ts';
import { drainOutbox } from '#netlify/lib/newsletter/drain-outbox.ts';
import { subscribe } from '#netlify/lib/newsletter/subscribe.ts';
import {
  emptyDatabase,
  makeMailer,
  post,
  rows,
  type TestMailer,
  useDatabase,
  useSite,
} from '#tests/setup/newsletter.ts';

const test = useDatabase();
const site = useSite();
let mailer: TestMailer;

beforeEach(async () => {
  mailer = makeMailer();
  await subscribe(test.database, { address: 'ann@example.com', locale: 'en', proof: {} });
});

const send = (): Promise<number> => post(test.database, mailer, site.site);
const later = (): Promise<unknown> =>
  test.database.execute(sql`update outbox set due_at = now() where due_at is not null`);

interface Row extends Record<string, unknown> {
  readonly attempts: number;
  readonly due: boolean;
  readonly sent: boolean;
  readonly aside: boolean;
  readonly last_error: string | null;
}

const state = async (): Promise<Row | undefined> =>
  (
    await rows<Row>(
      test.database,
      `select attempts, due_at is not null as due, sent_at is not null as sent,
      set_aside_at is not null as aside, last_error from outbox`,
    )
  )[0];

describe('a mail in the outbox', () => {
  it('counts as tried when it is, and not while others before it are', async () => {
    await subscribe(test.database, { address: 'bob@example.com', locale: 'en', proof: {} });
    mailer.decide = async () => {
      const waiting = await rows(test.database, 'select id from outbox where attempts = 0');
      expect(waiting).toHaveLength(1 - mailer.sent.length);
      return { kind: 'sent' };
    };
    expect(await send()).toBe(2);
  });

  it.each([
    ['welcome', 'unsubscribed'],
    ['already', 'unsubscribed'],
    ['confirm', 'confirmed'],
    ['confirm', 'unsubscribed'],
  ])('(%s) does not go, late, to somebody who is %s by then', async (kind, status) => {
    await test.database.execute(sql`update outbox set kind = ${kind}`);
    await test.database.execute(sql`update subscribers set status = ${status}`);
    expect(await send()).toBe(0);
    expect(mailer.calls).toBe(0);
    expect(await state()).toBeUndefined();
  });

  it.each(['export', 'erase'])('(%s) goes to who has left: it was asked for', async (kind) => {
    await test.database.execute(sql`update outbox set kind = ${kind}`);
    await test.database.execute(sql`update subscribers set status = 'unsubscribed'`);
    expect(await send()).toBe(1);
  });

  it('goes at most twice where the carrier may have taken it and does not know it again', async () => {
    mailer.decide = () => ({
      kind: 'failed',
      reason: 'The receipt was lost.',
      retryAfterInSeconds: null,
      mayHaveGone: true,
    });
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await send();
      await later();
    }
    expect(mailer.calls).toBe(2);
    expect(await state()).toMatchObject({ aside: true, last_error: 'The receipt was lost.' });
  });

  it('is sent once', async () => {
    expect(await send()).toBe(1);
    await later();
    expect(await send()).toBe(0);
    expect(await state()).toMatchObject({ sent: true, due: false, attempts: 1 });
  });

  it('waits while the carrier is down for hours, and goes then', async () => {
    mailer.decide = () => ({ kind: 'failed', reason: 'It is down.', retryAfterInSeconds: null });
    for (let attempt = 0; attempt < 8; attempt += 1) {
      await send();
      expect(await send()).toBe(0);
      await later();
    }
    expect(await state()).toMatchObject({
      sent: false,
      due: true,
      aside: false,
      last_error: 'It is down.',
    });
    mailer.decide = () => ({ kind: 'sent' });
    expect(await send()).toBe(1);
  });

  it('is set aside when it never can be sent', async () => {
    mailer.decide = () => ({ kind: 'refused', reason: 'No such mailbox.' });
    await send();
    await later();
    expect(await send()).toBe(0);
    expect(mailer.calls).toBe(1);
    expect(await state()).toMatchObject({
      aside: true,
      due: false,
      last_error: 'No such mailbox.',
    });
  });

  it('is set aside after too many attempts, and holds up no other', async () => {
    await subscribe(test.database, { address: 'bob@example.com', locale: 'en', proof: {} });
    mailer.decide = ({ to }) =>
      to.startsWith('ann')
        ? { kind: 'failed', reason: 'garbage', retryAfterInSeconds: null }
        : { kind: 'sent' };
    for (let attempt = 0; attempt < 14; attempt += 1) {
      await send();
      await later();
    }
    expect(mailer.sent.map(({ to }) => to)).toEqual(['bob@example.com']);
    expect(mailer.calls).toBe(13);
    expect(
      await rows(test.database, 'select set_aside_at from outbox where set_aside_at is not null'),
    ).toHaveLength(1);
  });

  it.each([
    ['later, by its id', true, 3],
    ['once more, where the carrier knows no ids', false, 2],
  ])('that a carrier takes too long for goes %s', async (_what, knowsIds, calls) => {
    mailer = makeMailer({ knowsIds });
    mailer.decide = () => new Promise(() => undefined);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await drainOutbox({
        database: test.database,
        mailer,
        site: site.site,
        patienceInMilliseconds: 1,
      });
      await later();
    }
    expect(mailer.calls).toBe(calls);
    expect(await state()).toMatchObject({
      aside: !knowsIds,
      last_error: 'The carrier took too long.',
    });
  });

  it('that a carrier throws at is kept', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    mailer.decide = () => {
      throw new Error('Connection reset.');
    };
    await send();
    expect(await state()).toMatchObject({
      due: true,
      sent: false,
      last_error: 'Connection reset.',
    });
    expect(said.mock.calls.map((call) => format(...call)).join()).not.toContain('ann@example.com');
  });

  it('waits while the site cannot be reached', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    site.setDown(true);
    await send();
    site.setDown(false);
    expect(await state()).toMatchObject({ due: true, sent: false });
    await later();
    expect(await send()).toBe(1);
  });

  it('that was being sent when somebody was killed is sent again, as the same mail', async () => {
    const ids: string[] = [];
    mailer.decide = async (mail) => {
      ids.push(`${mail.id} ${mail.text}`);
      if (ids.length === 1) await new Promise(() => undefined);
      return { kind: 'sent' };
    };
    void send();
    await vi.waitFor(() => expect(ids).toHaveLength(1));
    expect(await send()).toBe(0);
    await later();
    expect(await send()).toBe(1);
    expect(ids[1]).toBe(ids[0]);
  });

  it('that kills whoever sends it is set aside in the end, and holds up no other', async () => {
    mailer.decide = ({ to }) =>
      to.startsWith('ann') ? new Promise(() => undefined) : { kind: 'sent' };
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      void send();
      await vi.waitFor(() => expect(mailer.calls).toBe(attempt));
      await later();
    }
    await subscribe(test.database, { address: 'bob@example.com', locale: 'en', proof: {} });
    expect(await send()).toBe(1);
    expect(mailer.calls).toBe(13);
    expect(await rows(test.database, 'select attempts, last_error from outbox order by 1')).toEqual(
      [
        { attempts: 1, last_error: null },
        { attempts: 13, last_error: 'It was being sent when this was cut off.' },
      ],
    );
    await later();
    expect(await send()).toBe(0);
  });

  it('is held for longer each time that its worker is killed', async () => {
    mailer.decide = () => new Promise(() => undefined);
    const held: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      void send();
      await vi.waitFor(() => expect(mailer.calls).toBe(attempt));
      const [{ hold = 0 } = {}] = await rows<{ hold: number }>(
        test.database,
        'select extract(epoch from due_at - now())::int as hold from outbox',
      );
      held.push(hold);
      await later();
    }
    expect(held).toEqual(held.toSorted((a, b) => a - b));
    expect(new Set(held).size).toBe(4);
  });

  it('goes at most twice where a killed worker may have sent it, and the carrier knows no ids', async () => {
    mailer = makeMailer({ knowsIds: false });
    mailer.decide = () => new Promise(() => undefined);
    for (const calls of [1, 2]) {
      void send();
      await vi.waitFor(() => expect(mailer.calls).toBe(calls));
      await later();
    }
    expect(await send()).toBe(0);
    expect(mailer.calls).toBe(2);
    expect(await state()).toMatchObject({ aside: true, sent: false });
  });

  it('that was sent is so, whatever a slow worker says of it afterwards', async () => {
    const slow = Promise.withResolvers<MailResult>();
    mailer.decide = () => (mailer.calls === 1 ? slow.promise : { kind: 'sent' });
    const first = send();
    await vi.waitFor(() => expect(mailer.calls).toBe(1));
    await later();
    expect(await send()).toBe(1);
    slow.resolve({ kind: 'refused', reason: 'No such mailbox.' });
    expect(await first).toBe(0);
    expect(await state()).toMatchObject({ sent: true, aside: false, due: false, last_error: null });
  });

  it('is not taken from whoever has it now by a slow worker that failed', async () => {
    const [slow, now] = [Promise.withResolvers<MailResult>(), Promise.withResolvers<MailResult>()];
    mailer.decide = () => (mailer.calls === 1 ? slow : now).promise;
    const first = send();
    await vi.waitFor(() => expect(mailer.calls).toBe(1));
    await later();
    const second = send();
    await vi.waitFor(() => expect(mailer.calls).toBe(2));
    slow.resolve({ kind: 'refused', reason: 'No such mailbox.' });
    await first;
    expect(await state()).toMatchObject({ aside: false, due: true, attempts: 2 });
    now.resolve({ kind: 'sent' });
    expect(await second).toBe(1);
  });

  it('to who is suppressed meanwhile is not sent', async () => {
    await test.database.execute(
      sql`insert into suppressions (address_hash, reason) values (${hashAddress('ann@example.com')}, 'bounce')`,
    );
    expect(await send()).toBe(0);
    expect(mailer.calls).toBe(0);
    expect(await state()).toMatchObject({ aside: true });
  });

  it('is not written where what it is about is not', async () => {
    await emptyDatabase(test.database);
    await test.database
      .transaction(async (transaction) => {
        await subscribe(transaction, { address: 'bob@example.com', locale: 'en', proof: {} });
        throw new Error('Something else failed.');
      })
      .catch(() => undefined);
    expect(await rows(test.database, 'select * from outbox')).toEqual([]);
    expect(await rows(test.database, 'select * from subscribers')).toEqual([]);
  });
});

describe('waiting', () => {
  it('is longer each time, up to some hours, and never the same for all', () => {
    const waits = Array.from({ length: 12 }, (_, at) => waitInSeconds(at + 1, { random: 1 }));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits[0]).toBe(30);
    expect(waits.at(-1)).toBe(6 * 60 * 60);
    expect(waitInSeconds(3, { random: 0 })).toBe(Math.round((waits[2] ?? 0) / 2));
    expect(waitInSeconds(1, { atLeast: 900 })).toBe(900);
  });
});
