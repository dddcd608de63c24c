import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sql } from 'drizzle-orm';
import type { Database } from '#netlify/lib/database/open-database.ts';
import { confirm } from '#netlify/lib/newsletter/confirm.ts';
import { deliverEditions } from '#netlify/lib/newsletter/deliver-editions.ts';
import { findReader, leave } from '#netlify/lib/newsletter/leave.ts';
import { makeEditions } from '#netlify/lib/newsletter/make-editions.ts';
import { erase } from '#netlify/lib/newsletter/personal-data.ts';
import { subscribe } from '#netlify/lib/newsletter/subscribe.ts';
import {
  linkIn,
  makeMailer,
  post,
  rows,
  type TestMailer,
  useDatabase,
  useSite,
} from '#tests/setup/newsletter.ts';

/*
 * Who waits for whom, on a server: the test holds what they both want, lets them queue for it in one
 * order, and lets go.
 */

const test = useDatabase('server');
const site = useSite();
let mailer: TestMailer;

beforeEach(() => {
  mailer = makeMailer();
});

/** Until so many statements wait for a lock. */
function waiting(count: number): Promise<void> {
  return vi.waitFor(
    async () =>
      expect(
        await rows(test.database, 'select pid from pg_locks where not granted group by pid'),
      ).toHaveLength(count),
    { timeout: 10_000, interval: 20 },
  );
}

/** Does something in a transaction that stays open until `act` is done. */
async function during(
  begin: (transaction: Database) => Promise<unknown>,
  act: () => Promise<void>,
): Promise<void> {
  await test.database.transaction(async (transaction) => {
    await begin(transaction);
    await act();
  });
}

describe('at the same time', () => {
  it('leaving and confirming end both, in whatever order they come', async () => {
    for (const isLeavingFirst of [true, false]) {
      const address = `leaves-first-${isLeavingFirst}@example.com`;
      await subscribe(test.database, { address, locale: 'en', proof: {} });
      await post(test.database, mailer, site.site);
      const mail = mailer.sent.at(-1);
      const token = (page: string): string =>
        new URL(linkIn(mail, page)).searchParams.get('token') ?? '';
      const reader = await findReader(test.database, token('unsubscribe'));
      if (reader === null) throw new Error('The link in the mail leads to nobody.');
      const acts = [
        () => leave(test.database, reader, {}),
        () => confirm(test.database, { token: token('confirm'), proof: {} }),
      ];
      const done: Promise<unknown>[] = [];
      await during(
        (transaction) =>
          transaction.execute(sql`select from subscribers where address = ${address} for update`),
        async () => {
          for (const act of isLeavingFirst ? acts : acts.toReversed()) {
            done.push(act());
            await waiting(done.length);
          }
        },
      );
      await Promise.all(done);
      expect(
        await rows(test.database, `select status from subscribers where address = '${address}'`),
      ).toEqual([{ status: 'unsubscribed' }]);
    }
  });

  it('an edition is listed for all others while somebody is erased', async () => {
    await test.database.execute(
      sql`insert into subscribers (address, locale, status, confirmed_at)
        select 'reader' || n || '@example.com', 'en', 'confirmed', now() from generate_series(1, 5) n`,
    );
    site.setFeed([{ slug: 'one' }]);
    await makeEditions(test.database, { site: site.site, now: new Date() });
    const deliveries: Promise<boolean>[] = [];
    await during(
      (transaction) => erase(transaction, 'reader3@example.com'),
      async () => {
        const until = Date.now() + 30_000;
        const delivery = deliverEditions({
          database: test.database,
          mailer,
          site: site.site,
          until,
        });
        // What comes of it is asked below.
        delivery.catch(() => undefined);
        deliveries.push(delivery);
        await waiting(1);
      },
    );
    expect(await Promise.all(deliveries)).toEqual([false]);
    expect(mailer.sent.map(({ to }) => to).toSorted()).toEqual(
      [1, 2, 4, 5].map((n) => `reader${n}@example.com`),
    );
  });
});
