import { describe, expect, it } from 'vitest';
import { answerSubscribe } from '#netlify/lib/newsletter/answer-subscribe.ts';
import { confirm } from '#netlify/lib/newsletter/confirm.ts';
import { deliverEditions } from '#netlify/lib/newsletter/deliver-editions.ts';
import { makeEditions } from '#netlify/lib/newsletter/make-editions.ts';
import { failed, type Mail } from '#netlify/lib/mail/mail.ts';
import {
  linkIn,
  makeContext,
  makeMailer,
  post,
  rows,
  useDatabase,
  useSite,
} from '#tests/setup/newsletter.ts';

/*
 * What happens at the same time: on the embedded Postgres, which does one thing after another, and on
 * a server, where it really is at the same time.
 */

function many<Value>(count: number, act: (at: number) => Promise<Value>): Promise<Value[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => act(at)));
}

describe.each(['embedded', 'server'] as const)('at the same time, on the %s Postgres', (engine) => {
  const test = useDatabase(engine);
  const site = useSite();

  const count = async (what: string): Promise<number> =>
    Number((await rows<{ n: string }>(test.database, `select count(*) as n from ${what}`))[0]?.n);

  function subscribe(email: string, ip: string): Promise<Response> {
    const request = new Request(`${site.url}/api/subscribe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email }),
    });
    const context = makeContext(site.url, ip);
    return answerSubscribe({ request, context, afterwards: () => undefined, pace: 0 });
  }

  it('fifty requests for one address make one row and one mail', async () => {
    const answers = await many(50, (at) => subscribe('ann@example.com', `192.0.2.${at}`));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
    expect(await count('subscribers')).toBe(1);
    expect(await count('outbox')).toBe(1);
    expect(await count('consent_events')).toBe(1);
  });

  it('fifty for as many addresses make as many', async () => {
    await many(50, (at) => subscribe(`reader${at}@example.com`, `192.0.2.${at}`));
    expect(await count('subscribers')).toBe(50);
    expect(await count('outbox')).toBe(50);
  });

  it('twenty confirmations with one link make one welcome', async () => {
    const mailer = makeMailer();
    await subscribe('ann@example.com', '192.0.2.1');
    await post(test.database, mailer, site.site);
    const token = new URL(linkIn(mailer.sent[0], 'confirm')).searchParams.get('token');
    const results = await many(20, () => confirm(test.database, { token, proof: {} }));
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['done']));
    expect(await count("outbox where kind = 'welcome'")).toBe(1);
    expect(await count("consent_events where kind = 'confirmed'")).toBe(1);
  });

  it('five who empty the outbox send each mail once', async () => {
    const mailer = makeMailer({ knowsIds: false });
    await many(40, (at) => subscribe(`reader${at}@example.com`, `192.0.2.${at}`));
    await many(5, () => post(test.database, mailer, site.site));
    expect(mailer.sent).toHaveLength(40);
    expect(new Set(mailer.sent.map(({ to }) => to)).size).toBe(40);
  });

  it('five who make editions make one', async () => {
    site.setFeed([{ slug: 'new' }]);
    const now = new Date('2026-11-25T12:00:00Z');
    await many(5, () => makeEditions(test.database, { site: site.site, now }));
    expect(await count('editions')).toBe(1);
  });

  it('four who deliver it send each subscriber one mail, whether the carrier knows ids or not', async () => {
    await test.database.execute(
      `insert into subscribers (address, locale, status, confirmed_at)
        select 'reader' || n || '@example.com', 'en', 'confirmed', now() from generate_series(1, 700) n`,
    );
    for (const knowsIds of [true, false]) {
      site.setFeed([{ slug: `for-${knowsIds}` }]);
      const mailer = makeMailer({ knowsIds, batchSize: 40 });
      await makeEditions(test.database, {
        site: site.site,
        now: new Date('2026-11-25T12:00:00Z'),
      });
      const until = Date.now() + 30_000;
      await many(4, () =>
        deliverEditions({ database: test.database, mailer, site: site.site, until }),
      );
      expect(mailer.sent).toHaveLength(700);
      expect(new Set(mailer.sent.map(({ to }) => to)).size).toBe(700);
      expect(mailer.calls).toBe(700);
    }
    expect(await count('editions where sent_at is null')).toBe(0);
  }, 60_000);

  it('eight who find a batch that was cut off take it whole, once, and wait for nobody', async () => {
    await test.database.execute(
      `insert into subscribers (address, locale, status, confirmed_at)
        select 'reader' || n || '@example.com', 'en', 'confirmed', now() from generate_series(1, 300) n`,
    );
    site.setFeed([{ slug: 'cut-off' }]);
    const now = new Date('2026-11-25T12:00:00Z');
    await makeEditions(test.database, { site: site.site, now });
    const batches: Mail[][] = [];
    const mailer = makeMailer({ batchSize: 300 });
    Object.assign(mailer, {
      sendBatch: async (mails: Mail[]) => {
        batches.push(mails);
        return mails.map(() => failed('It was lost.'));
      },
    });
    const deliver = () =>
      deliverEditions({
        database: test.database,
        mailer,
        site: site.site,
        until: Date.now() + 30_000,
      });
    await deliver();
    for (let round = 2; round <= 12; round += 1) {
      await test.database.execute(`update deliveries set due_at = now() - interval '1 second'`);
      await many(8, deliver);
      expect(batches.map(({ length }) => length)).toEqual(Array.from({ length: round }, () => 300));
    }
  }, 60_000);
});
