import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { confirm } from '#netlify/lib/newsletter/confirm.ts';
import { importRow, type ImportOutcome } from '#netlify/lib/newsletter/import-row.ts';
import { purge } from '#netlify/lib/newsletter/purge.ts';
import { subscribe } from '#netlify/lib/newsletter/subscribe.ts';
import {
  daysGoBy,
  linkIn,
  makeMailer,
  post,
  rows,
  type TestMailer,
  useDatabase,
  useSite,
} from '#tests/setup/newsletter.ts';

/* Mails that wait in the outbox for long, and what is behind them. */

const test = useDatabase();
const site = useSite();
let mailer: TestMailer;

beforeEach(() => {
  mailer = makeMailer();
});

const send = (): Promise<number> => post(test.database, mailer, site.site);

const imported = (email: string): Promise<ImportOutcome> => {
  const offered = { locales: ['en', 'de'], topics: ['ink', 'type'] };
  return importRow(test.database, { email }, { offered, locale: 'en', isDryRun: false });
};

const asks = (address: string): Promise<void> =>
  subscribe(test.database, { address, locale: 'en', proof: {} });

const addresses = async (): Promise<unknown[]> =>
  (
    await rows<{ address: string }>(test.database, 'select address from subscribers order by 1')
  ).map(({ address }) => address);

/** Presses the button behind the link of a mail. */
const press = (at: number): ReturnType<typeof confirm> =>
  confirm(test.database, {
    token: new URL(linkIn(mailer.sent[at], 'confirm')).searchParams.get('token'),
    proof: {},
  });

describe('a list that is imported', () => {
  it('waits behind whoever asks for something themselves', async () => {
    for (const name of ['ann', 'bob', 'carl']) await imported(`${name}@example.com`);
    await asks('dora@example.com');
    await test.database.execute(
      sql`update outbox set due_at = due_at - interval '1 hour' where kind = 'invite'`,
    );
    await send();
    expect(mailer.sent.map(({ to }) => to)).toEqual(
      ['dora', 'ann', 'bob', 'carl'].map((name) => `${name}@example.com`),
    );
    expect(new Set(mailer.sent.map(({ subject }) => subject))).toEqual(
      new Set(['Subject of confirm']),
    );
    expect(await press(1)).toMatchObject({ kind: 'done' });
  });

  it('keeps nobody on it from asking themselves, at once', async () => {
    await imported('ann@example.com');
    await imported('bob@example.com');
    await asks('bob@example.com');
    mailer.decide = async ({ to }) => {
      if (to === 'bob@example.com' && mailer.sent.length === 0)
        await test.database.execute(
          sql`update subscribers set status = 'confirmed' where address = ${to}`,
        );
      return { kind: 'sent' };
    };
    await send();
    // Who has confirmed by then is not asked once more.
    expect(mailer.sent.map(({ to }) => to)).toEqual(['bob@example.com', 'ann@example.com']);
  });
});

describe('who was asked', () => {
  it('has as long as ever to answer, though the mail waited for days', async () => {
    await imported('ann@example.com');
    await daysGoBy(test.database, 12);
    await purge(test.database);
    expect(await send()).toBe(1);
    await daysGoBy(test.database, 2.9);
    await purge(test.database);
    expect(await press(0)).toMatchObject({ kind: 'done' });
  });

  it('has three days for the link, and a week for another one', async () => {
    await asks('ann@example.com');
    await daysGoBy(test.database, 4);
    await send();
    await daysGoBy(test.database, 3.1);
    expect(await press(0)).toMatchObject({ kind: 'expired' });
    await daysGoBy(test.database, 3.8);
    await purge(test.database);
    expect(await addresses()).toEqual(['ann@example.com']);
    await daysGoBy(test.database, 0.2);
    await purge(test.database);
    expect(await addresses()).toEqual([]);
  });

  it('is forgotten where the mail cannot be sent: a week after they asked', async () => {
    await asks('ann@example.com');
    mailer.decide = () => ({ kind: 'refused', reason: 'No such mailbox.' });
    await send();
    await daysGoBy(test.database, 7.1);
    await purge(test.database);
    expect(await addresses()).toEqual([]);
  });

  it('by a mail that was not sent any more has no link that is kept for good', async () => {
    await asks('ann@example.com');
    await test.database.execute(sql`update subscribers set status = 'confirmed'`);
    expect(await send()).toBe(0);
    await daysGoBy(test.database, 10.1);
    await purge(test.database);
    expect(await rows(test.database, 'select purpose from tokens')).toEqual([{ purpose: 'leave' }]);
  });

  it('is forgotten after a month in which nobody sent it', async () => {
    await asks('ann@example.com');
    await daysGoBy(test.database, 29.9);
    await purge(test.database);
    expect(await addresses()).toEqual(['ann@example.com']);
    await daysGoBy(test.database, 0.2);
    await purge(test.database);
    expect(await addresses()).toEqual([]);
  });
});
