import { describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { purge } from '#netlify/lib/newsletter/purge.ts';
import { rows, useDatabase } from '#tests/setup/newsletter.ts';

/* On a server, which counts how it goes about its tables. */

const test = useDatabase('server');

/** Editions with so many deliveries each, the newest sent so many days ago and the others before it. */
async function addEditions(
  slug: string,
  { count, daysAgo, deliveries }: { count: number; daysAgo: number; deliveries: number },
): Promise<void> {
  await test.database.execute(
    sql`insert into editions (slug, locale, frequency, articles, listed_at, sent_at)
      select ${slug}::text || '-' || n, 'en', 'each', '[]', now(), now() - (${daysAgo}::float8 + n - 1) * interval '1 day'
      from generate_series(1, ${count}::int) n`,
  );
  await test.database.execute(
    sql`insert into deliveries (edition_id, subscriber_id, state, token_hash)
      select e.id, s.id, 'sent', e.slug || s.address from editions e,
        lateral (select id, address from subscribers where e.id is not null limit ${deliveries}) s
      where e.slug like ${slug}::text || '-%'`,
  );
}

const left = (): Promise<object[]> =>
  rows(
    test.database,
    `select e.slug, count(*)::int as n from deliveries d join editions e on e.id = d.edition_id
      where e.slug not like 'young-%' group by 1 order by 1`,
  );

async function addReaders(count: number): Promise<void> {
  await test.database.execute(
    sql`insert into subscribers (address, locale, status)
      select 'reader' || n || '@example.com', 'en', 'confirmed' from generate_series(1, ${count}::int) n`,
  );
}

describe('deliveries', () => {
  it('are kept for 400 days after their edition was sent, and no longer', async () => {
    await addReaders(3);
    await addEditions('kept', { count: 1, daysAgo: 399.9, deliveries: 3 });
    await addEditions('old', { count: 2, daysAgo: 400.1, deliveries: 3 });
    await purge(test.database);
    expect(await left()).toEqual([{ slug: 'kept-1', n: 3 }]);
    expect(await rows(test.database, 'select slug from editions')).toHaveLength(3);
  });

  it('are deleted in the end, however long nobody has done it', async () => {
    await addReaders(3);
    await addEditions('old', { count: 25, daysAgo: 900, deliveries: 3 });
    for (let times = 0; times < 3; times += 1) await purge(test.database);
    expect(await left()).toEqual([]);
  });

  it('that are young are not gone through for old editions that are empty', async () => {
    await addReaders(200);
    await addEditions('young', { count: 300, daysAgo: 1, deliveries: 200 });
    await addEditions('old', { count: 1000, daysAgo: 401, deliveries: 0 });
    await addEditions('due', { count: 1, daysAgo: 400.1, deliveries: 200 });
    await test.database.execute(sql`analyze`);
    const before = await wholeReads();
    await purge(test.database);
    expect(await wholeReads()).toBe(before);
    expect(await left()).toEqual([]);
  });
});

/** How often all of the deliveries were read. */
async function wholeReads(): Promise<unknown> {
  // What a session has counted is else written down a while later; this pool has used one only.
  await test.database.execute(sql`select pg_stat_force_next_flush()`);
  const [counted] = await rows<{ n: string }>(
    test.database,
    "select seq_scan as n from pg_stat_user_tables where relname = 'deliveries'",
  );
  return counted?.n;
}
