import { sql } from 'drizzle-orm';
import { openDatabase, rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { readOptions } from './read-options.ts';

/** `stats`. */
export async function showStats(args: readonly string[]): Promise<number> {
  readOptions(args, {}, 0);
  const database = openDatabase();
  console.log(await countSubscribers(database));
  console.log(await drawWeeks(database));
  console.log(await countEditions(database));
  console.log(await listTrouble(database));
  return 0;
}

type Counted = { readonly name: string; readonly count: number };

async function count(database: Database, query: ReturnType<typeof sql>): Promise<Counted[]> {
  const rows = await rowsOf<{ name: string; n: string | number }>(database, query);
  return rows.map(({ name, n }) => ({ name, count: Number(n) }));
}

function listed(title: string, rows: readonly Counted[]): string {
  if (rows.length === 0) return `${title}: none`;
  const lines = rows.map(
    ({ name, count: number }) => `${number.toLocaleString('en').padStart(9)}  ${name}`,
  );
  return [title, ...lines].join('\n');
}

async function countSubscribers(database: Database): Promise<string> {
  const rows = await count(
    database,
    sql`select status || case when status = 'confirmed' then ' (' || locale || ', ' || frequency || ')' else '' end as name,
      count(*) as n from subscribers group by 1 order by 2 desc`,
  );
  return `${listed('Subscribers', rows)}\n`;
}

const weeks = 26;
const blocks = ' ▁▂▃▄▅▆▇█';

/** Confirmed in each of the last weeks, as a line of blocks. */
async function drawWeeks(database: Database): Promise<string> {
  const rows = await count(
    database,
    sql`select to_char(week, 'YYYY-MM-DD') as name, count(s.id) as n
      from generate_series(date_trunc('week', now()) - ${weeks - 1} * interval '1 week',
        date_trunc('week', now()), interval '1 week') as week
      left join subscribers s on s.confirmed_at >= week and s.confirmed_at < week + interval '1 week'
      group by week order by week`,
  );
  const most = Math.max(1, ...rows.map(({ count: number }) => number));
  const line = rows.map(({ count: number }) => blocks[Math.ceil((number / most) * 8)]).join('');
  const [first, last] = [rows[0]?.name ?? '', rows.at(-1)?.name ?? ''];
  return `Confirmed in each week, at most ${most}\n  ${line}\n  ${first}${' '.repeat(Math.max(1, weeks - 20))}${last}\n`;
}

async function countEditions(database: Database): Promise<string> {
  const rows = await rowsOf<Record<string, string | number>>(
    database,
    sql`select e.slug, e.locale, count(*) filter (where d.state = 'sent') as sent,
        count(*) filter (where d.state in ('queued', 'sending')) as waiting,
        count(*) filter (where d.state = 'failed') as failed,
        count(*) filter (where d.state = 'unknown') as unknown
      from (select * from editions order by created_at desc limit 5) e
      left join deliveries d on d.edition_id = e.id
      group by e.id, e.slug, e.locale, e.created_at order by e.created_at desc`,
  );
  if (rows.length === 0) return 'Editions: none\n';
  const lines = rows.map(
    (row) =>
      `  ${row['slug']} (${row['locale']}): ${row['sent']} sent, ${row['waiting']} waiting, ${row['failed']} failed, ${row['unknown']} cut off`,
  );
  return `${['The last editions', ...lines].join('\n')}\n`;
}

async function listTrouble(database: Database): Promise<string> {
  const suppressed = await count(
    database,
    sql`select reason as name, count(*) as n from suppressions group by 1 order by 2 desc`,
  );
  const aside = await rowsOf<Record<string, string>>(
    database,
    sql`select o.kind, to_char(o.set_aside_at, 'YYYY-MM-DD HH24:MI') as at, o.last_error as error
      from outbox o where o.set_aside_at is not null order by o.set_aside_at desc limit 10`,
  );
  const waiting = await count(
    database,
    sql`select 'mails wait, the oldest since ' || to_char(min(created_at), 'YYYY-MM-DD HH24:MI') as name,
      count(*) as n from outbox where due_at is not null having count(*) > 0`,
  );
  const lines = aside.map(({ kind, at, error }) => `  ${at}  ${kind}: ${error}`);
  return [
    listed('Nothing is mailed to', suppressed),
    listed('Outbox', waiting),
    lines.length === 0 ? 'Set aside: none' : ['Set aside', ...lines].join('\n'),
  ].join('\n\n');
}
