import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import { sql } from 'drizzle-orm';
import { readSecret } from '#netlify/lib/env.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';

/** What may be done how often. */
export interface Limit {
  /** What is counted: `subscribe:site`. */
  readonly key: string;
  readonly most: number;
  readonly windowInSeconds: number;
}

/**
 * Counts one more for each limit, in one statement. Answers the keys of those that are exceeded. In
 * the order of their keys, so that two who count the same never wait for one another.
 */
export async function countUp(
  database: Database,
  limits: readonly Limit[],
): Promise<ReadonlySet<string>> {
  const rows = limits
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(
      ({ key, windowInSeconds }) =>
        sql`(${key}, to_timestamp(floor(extract(epoch from now()) / ${windowInSeconds}::int) * ${windowInSeconds}::int), 1)`,
    );
  const counted = await rowsOf<{ key: string; count: number }>(
    database,
    sql`insert into limits (key, window_start, count) values ${sql.join(rows, sql`, `)}
      on conflict (key, window_start) do update set count = limits.count + 1
      returning key, count`,
  );
  const counts = new Map(counted.map(({ key, count }) => [key, count]));
  return new Set(
    limits.filter(({ key, most }) => (counts.get(key) ?? 0) > most).map(({ key }) => key),
  );
}

/**
 * Counts limits in turn, from those of few to those of many, and each only where none before it is
 * exceeded: who is refused must not be able to use up what others may do as well.
 */
export async function countInTurn(
  database: Database,
  stages: readonly (readonly Limit[])[],
): Promise<ReadonlySet<string>> {
  for (const limits of stages) {
    const exceeded = await countUp(database, limits);
    if (exceeded.size > 0) return exceeded;
  }
  return new Set();
}

/** The network that a client's address is in, as a keyed hash: it tells clients apart, and not who they are. */
export function hashClient(ip: string): string {
  const prefix = prefixOf(ip);
  return createHmac('sha256', readSecret())
    .update(`client:${prefix}`)
    .digest('base64url')
    .slice(0, 22);
}

/** One address of IPv4; of IPv6 the /56 that a household has. Unknown ones are one client together. */
export function prefixOf(ip: string): string {
  if (isIP(ip) === 4) return ip;
  if (isIP(ip) !== 6) return 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(ip)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail = ''] = (ip.split('%')[0] ?? '').split('::');
  const groups = head.split(':').filter(Boolean);
  const after = tail.split(':').filter(Boolean);
  const zeros = ip.includes('::')
    ? Array.from({ length: 8 - groups.length - after.length }, () => '0')
    : [];
  const all = [...groups, ...zeros, ...after].map((group) => group.padStart(4, '0').toLowerCase());
  return `${all.slice(0, 3).join(':')}:${(all[3] ?? '').slice(0, 2)}/56`;
}
