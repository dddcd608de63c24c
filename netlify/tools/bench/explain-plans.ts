import { sql, type SQL } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { drainOutbox } from '#netlify/lib/newsletter/drain-outbox.ts';
import { confirm, findConfirmLink } from '#netlify/lib/newsletter/confirm.ts';
import { findReader, leave } from '#netlify/lib/newsletter/leave.ts';
import { deliveryToken } from '#netlify/lib/newsletter/list-deliveries.ts';
import type { NewsletterSite } from '#netlify/lib/newsletter/newsletter-site.ts';
import { purge } from '#netlify/lib/newsletter/purge.ts';
import { recordMailReport } from '#netlify/lib/newsletter/record-mail-report.ts';
import { subscribe } from '#netlify/lib/newsletter/subscribe.ts';
import { makeToken } from '#netlify/lib/newsletter/token.ts';
import type { Recorder, Statement } from './statements.ts';
import { tablesReadWhole } from './tables-read-whole.ts';

export interface Plan {
  readonly statement: Statement;
  readonly lines: readonly string[];
  /** Tables of readers that are read from end to end. */
  readonly readWhole: readonly string[];
}

export interface Explaining {
  readonly database: Database;
  readonly site: NewsletterSite;
  readonly recorder: Recorder;
  readonly editionId: string;
}

/** Walks the other paths of readers and of the clock once, so that their statements are recorded. */
export async function walkOtherPaths(explaining: Explaining): Promise<void> {
  const { database, site, recorder, editionId } = explaining;
  recorder.keepAs(null);
  const [delivery] = await rowsOf<{ id: string }>(
    database,
    sql`select subscriber_id as id from deliveries where edition_id = ${editionId} limit 1`,
  );
  recorder.keepAs('a link in a mail');
  const reader = await findReader(database, deliveryToken(editionId, delivery?.id ?? ''));
  if (reader === null) throw new Error('A link in a mail leads to nobody.');
  await leave(database, reader, { by: 'bench' });
  recorder.keepAs('confirming');
  const token = await askedToConfirm(database);
  await findConfirmLink(database, token);
  await confirm(database, { token, proof: { by: 'bench' } });
  recorder.keepAs('a complaint');
  const addresses = [reader.address];
  await recordMailReport(database, { id: 'bench', kind: 'complained', addresses });
  recorder.keepAs('the outbox');
  await drainOutbox({ database, site, mailer: silent });
  recorder.keepAs('purging');
  await purge(database);
  recorder.keepAs(null);
}

/** The link in the mail to somebody who has just asked for the newsletter. */
async function askedToConfirm(database: Database): Promise<string> {
  const address = 'asks@mail.example';
  await subscribe(database, { address, locale: 'en', proof: { by: 'bench' } });
  const [mail] = await rowsOf<{ id: string }>(
    database,
    sql`select o.id from outbox o join subscribers s on s.id = o.subscriber_id
      where s.address = ${address}`,
  );
  return makeToken('confirm', mail?.id ?? '');
}

const silent = {
  knowsIds: true,
  batchSize: 1,
  send: () => Promise.resolve({ kind: 'sent' } as const),
  sendBatch: () => Promise.resolve([{ kind: 'sent' } as const]),
};

/** How Postgres goes about every statement that was kept, by what it knows of the tables now. */
export async function explainPlans({ database, recorder }: Explaining): Promise<Plan[]> {
  recorder.keepAs(null);
  await database.execute(sql`analyze`);
  const plans: Plan[] = [];
  for (const statement of recorder.kept()) {
    const rows = await rowsOf<Record<'QUERY PLAN', string>>(database, explain(statement));
    const lines = rows.map((row) => row['QUERY PLAN']);
    plans.push({ statement, lines, readWhole: tablesReadWhole(lines) });
  }
  return plans;
}

/** The statement as it was sent, with its values where they were. */
function explain({ text, values }: Statement): SQL {
  const parts = text.split(/\$(\d+)/u);
  const chunks = parts.map((part, at) =>
    at % 2 === 0 ? sql.raw(part) : sql`${sql.param(values[Number(part) - 1])}`,
  );
  return sql`explain (format text) ${sql.join(chunks)}`;
}
