import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import type { Mailer } from '#netlify/lib/mail/mail.ts';
import { createResendMailer } from '#netlify/lib/mail/resend-mailer.ts';
import { deliverEditions } from '#netlify/lib/newsletter/deliver-editions.ts';
import { makeEditions } from '#netlify/lib/newsletter/make-editions.ts';
import { resendError, type ResendMock, startResend } from '#tests/mocks/resend.ts';
import { rows, useDatabase, useSite } from '#tests/setup/newsletter.ts';

/* Editions through the real carrier's program, against a server on this machine that speaks as Resend does. */

const test = useDatabase();
const site = useSite();
const now = new Date('2026-11-25T12:00:00Z');
let resend: ResendMock;
let mailer: Mailer;

beforeAll(async () => {
  resend = await startResend();
  mailer = createResendMailer({ key: 're_key', baseUrl: resend.url });
});

afterAll(() => resend.close());

beforeEach(() => {
  resend.requests.length = 0;
  resend.sentTo.length = 0;
  resend.script.length = 0;
  resend.badAddresses.clear();
  site.setFeed([{ slug: 'one', publishedAt: now.toISOString() }]);
});

async function makeEdition(readers: number): Promise<void> {
  await test.database.execute(
    sql.raw(`insert into subscribers (address, locale, status, confirmed_at)
      select 'reader' || n || '@example.com', 'en', 'confirmed', now() from generate_series(1, ${readers}) n`),
  );
  await makeEditions(test.database, { site: site.site, now });
}

/** One run of the delivery, after all waits are over. */
async function deliver(): Promise<void> {
  await test.database.execute(sql`update deliveries set due_at = now() - interval '1 second'
    where state in ('queued', 'sending')`);
  const until = Date.now() + 20_000;
  await deliverEditions({ database: test.database, mailer, site: site.site, until });
}

async function states(): Promise<Record<string, number>> {
  const found = await rows<{ state: string; n: number }>(
    test.database,
    'select state, count(*)::int as n from deliveries group by state',
  );
  return Object.fromEntries(found.map(({ state, n }) => [state, n]));
}

const paths = (): string[] => resend.requests.map(({ path }) => path);

describe('an edition', () => {
  it('goes to everybody once where the answer to a batch is lost: it is the same batch to the byte', async () => {
    await makeEdition(100);
    resend.script.push('lost');
    await deliver();
    expect(await states()).toEqual({ sending: 100 });
    await deliver();
    expect(await states()).toEqual({ sent: 100 });
    expect(paths()).toEqual(['/emails/batch', '/emails/batch']);
    expect(resend.requests[1]).toEqual(resend.requests[0]);
    expect(resend.sentTo).toHaveLength(100);
  });

  it('goes to all but the one whose address is refused, mail by mail', async () => {
    await makeEdition(45);
    resend.badAddresses.add('reader7@example.com');
    await deliver();
    expect(await states()).toEqual({ sent: 44, failed: 1 });
    expect(paths()).toEqual(['/emails/batch', ...Array.from({ length: 45 }, () => '/emails')]);
    expect(new Set(resend.sentTo).size).toBe(44);
    expect(resend.sentTo).toHaveLength(44);
  });

  it('goes to nobody twice where the answer to one of those mails is lost', async () => {
    await makeEdition(5);
    resend.badAddresses.add('reader3@example.com');
    resend.script.push(resendError(422, 'validation_error', 'Invalid `to` field.'), 'lost');
    await deliver();
    // The one that was lost, and those that were not tried after it.
    expect(await states()).toEqual({ sending: 1, queued: 4 });
    await deliver();
    expect(await states()).toEqual({ sent: 4, failed: 1 });
    expect(paths().filter((path) => path === '/emails/batch')).toHaveLength(1);
    expect(new Set(resend.sentTo).size).toBe(4);
    expect(resend.sentTo).toHaveLength(4);
  });

  it('does not go again where a reader has left while the answer was lost', async () => {
    await makeEdition(5);
    resend.script.push('lost');
    await deliver();
    await test.database.execute(
      sql`update subscribers set status = 'unsubscribed' where address = 'reader2@example.com'`,
    );
    await deliver();
    expect(await states()).toEqual({ unknown: 4, failed: 1 });
    expect(resend.sentTo).toHaveLength(5);
  });

  it('waits its turn where mails go one by one', async () => {
    await makeEdition(3);
    resend.badAddresses.add('reader1@example.com');
    const limited = { status: 429, headers: { 'retry-after': '0' } };
    resend.script.push(resendError(422, 'validation_error'), limited, limited);
    await deliver();
    expect(await states()).toEqual({ sent: 2, failed: 1 });
  });

  it('waits for the next run where its turn is too far off, and counts no attempt for who was not tried', async () => {
    await makeEdition(3);
    resend.badAddresses.add('reader1@example.com');
    const limited = { status: 429, headers: { 'retry-after': '3600' } };
    resend.script.push(resendError(422, 'validation_error'), limited);
    await deliver();
    expect(paths()).toHaveLength(2);
    expect(await rows(test.database, 'select attempts from deliveries order by attempts')).toEqual([
      { attempts: 0 },
      { attempts: 0 },
      { attempts: 1 },
    ]);
    await deliver();
    expect(await states()).toEqual({ sent: 2, failed: 1 });
  });

  it('waits in the queue, not in the air, where the carrier plainly does not take it', async () => {
    await makeEdition(150);
    resend.script.push(resendError(403, 'invalid_api_key'));
    await deliver();
    expect(await states()).toEqual({ queued: 150 });
    expect(paths()).toHaveLength(1);
    // A day later carriers have forgotten what they were asked, and nobody was asked in vain.
    await test.database.execute(sql`update deliveries set handed_at = now() - interval '2 days'`);
    await deliver();
    expect(await states()).toEqual({ sent: 150 });
    expect(new Set(resend.sentTo).size).toBe(150);
  });

  it('stays one batch where the carrier may have taken it, whatever it says the next time', async () => {
    await makeEdition(5);
    resend.script.push('lost');
    await deliver();
    resend.script.push(resendError(429, 'daily_quota_exceeded'));
    await deliver();
    expect(await states()).toEqual({ sending: 5 });
    await deliver();
    expect(await states()).toEqual({ sent: 5 });
    expect(resend.sentTo).toHaveLength(5);
    expect(new Set(resend.requests.map(({ key }) => key)).size).toBe(1);
  });

  it('goes on in the same run where the carrier asks for a moment', async () => {
    await makeEdition(250);
    const limited = { status: 429, headers: { 'retry-after': '0' } };
    resend.script.push(limited, limited);
    await deliver();
    expect(await states()).toEqual({ sent: 250 });
    expect(paths()).toHaveLength(5);
    expect(await rows(test.database, 'select distinct attempts from deliveries')).toEqual([
      { attempts: 1 },
    ]);
  });

  it('is not tried while a carrier is down for another', async () => {
    await makeEdition(2);
    site.setFeed([{ slug: 'two', publishedAt: now.toISOString() }]);
    await makeEditions(test.database, { site: site.site, now });
    resend.script.push(resendError(500, 'application_error'));
    await deliver();
    expect(paths()).toHaveLength(1);
    await deliver();
    expect(await states()).toEqual({ sent: 4 });
  });

  it('notes nothing of a batch that somebody else has taken since', async () => {
    await makeEdition(2);
    const slow: Mailer = {
      ...mailer,
      sendBatch: async (mails, batchId) => {
        await test.database.execute(sql`update deliveries set state = 'unknown'`);
        return mailer.sendBatch(mails, batchId);
      },
    };
    const until = Date.now() + 20_000;
    await deliverEditions({ database: test.database, mailer: slow, site: site.site, until });
    expect(await states()).toEqual({ unknown: 2 });
  });
});
