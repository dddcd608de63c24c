import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { makeEditions } from '#netlify/lib/newsletter/make-editions.ts';
import { rows, useDatabase, useSite } from '#tests/setup/newsletter.ts';

const test = useDatabase('server');
const site = useSite();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'broadsheet-killed-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mails = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.eml'));

/** Runs a delivery; kills it as soon as there are so many mails. */
async function deliver(killAt = Infinity): Promise<void> {
  const child = spawn(process.execPath, ['tests/setup/deliver-editions.ts', site.url, folder], {
    env: process.env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  while (child.exitCode === null && child.signalCode === null) {
    if (mails().length >= killAt) child.kill('SIGKILL');
    await wait(2);
  }
  await ended;
}

it('a delivery that is killed again and again sends every subscriber exactly one mail', async () => {
  const count = 150;
  await test.database.execute(
    sql.raw(`insert into subscribers (address, locale, status, confirmed_at)
      select 'reader' || n || '@example.com', 'en', 'confirmed', now() from generate_series(1, ${count}) n`),
  );
  site.setFeed([{ slug: 'one' }]);
  await makeEditions(test.database, { site: site.site, now: new Date() });
  for (const killAt of [1, 20, 45, 80, 110]) {
    await deliver(killAt);
    // Their time is over at once, and not in five minutes.
    await test.database.execute(sql`update deliveries set due_at = now() where state = 'sending'`);
  }
  await deliver();
  const receivers = mails().map((name) =>
    /^To: (.+)$/mu.exec(readFileSync(path.join(folder, name), 'utf8'))?.[1]?.trim(),
  );
  expect(receivers).toHaveLength(count);
  expect(new Set(receivers).size).toBe(count);
  expect(
    await rows(test.database, 'select state, count(*)::int as n from deliveries group by state'),
  ).toEqual([{ state: 'sent', n: count }]);
}, 120_000);
