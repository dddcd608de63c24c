import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import type { Mailer } from '#netlify/lib/mail/mail.ts';
import { textArray } from './list-deliveries.ts';
import { isSuppressed } from './suppression.ts';

/*
 * Which deliveries are handed over next.
 *
 * Of an edition that is new Postgres has no statistics: it takes it for one row, and would go through
 * all of it for each batch. The statements here leave it the index of what is few: `… is true` keeps
 * that of what is due from being taken where rows are named.
 */

export interface Taken extends Record<string, unknown> {
  readonly subscriber_id: string;
  readonly batch_id: string;
  readonly attempts: number;
  readonly address: string;
  readonly topics: readonly string[];
  /** Whether it is to be sent. */
  readonly wants: boolean;
}

export interface TakenBatch {
  readonly taken: readonly Taken[];
  /** Whether nobody can have handed it over before. */
  readonly isNew: boolean;
}

/** Whom it is taken for. */
export interface Taking {
  readonly database: Database;
  readonly mailer: Pick<Mailer, 'knowsIds' | 'batchSize'>;
  readonly edition: Addressed;
}

/** An edition, as far as it says who gets it. */
export interface Addressed {
  readonly id: string;
  readonly locale: string;
  readonly frequency: string;
  readonly articles: readonly { readonly topics: readonly string[] }[];
}

/** Mails taken at once that go one by one: with a carrier's patience for each they are done in time. */
const mostAlone = 20;

/** How long a batch is ours, and how long carriers know ids. */
const holding = { seconds: 5 * 60, knownForHours: 20 } as const;

/** What was begun goes first, and what goes by itself last: it takes the longest. */
export async function takeBatch(taking: Taking): Promise<TakenBatch> {
  const stranded = taking.mailer.knowsIds ? await takeStranded(taking) : [];
  if (stranded.length > 0) return { taken: stranded, isNew: false };
  const together = await takeQueued(taking, { isAlone: false });
  const taken = together.length > 0 ? together : await takeQueued(taking, { isAlone: true });
  return { taken, isNew: true };
}

/** Whether a mail goes by itself, since it did not go with others. */
export function goesAlone({ batch_id: batchId, subscriber_id: subscriberId }: Taken): boolean {
  return batchId === subscriberId;
}

/** Whether a subscriber still is to get it: who was listed may want something else by now. */
function wants({ locale, frequency, articles }: Addressed): ReturnType<typeof sql> {
  const topics = [...new Set(articles.flatMap((article) => article.topics))];
  return sql`(s.status = 'confirmed' and s.locale = ${locale} and s.frequency = ${frequency}
    and (cardinality(s.topics) = 0 or s.topics && ${textArray(topics)})
    and not ${isSuppressed('s.address')})`;
}

/**
 * The next mails; who has left since the edition was listed is passed over, and counts as dealt with.
 * Rows are found again by where they lie, which their lock allows.
 */
function takeQueued(
  { database, edition, mailer }: Taking,
  { isAlone }: { readonly isAlone: boolean },
): Promise<Taken[]> {
  return rowsOf<Taken>(
    database,
    sql`with next as (
        select d.ctid, s.address, s.topics, ${wants(edition)} as wants
        from deliveries d join subscribers s on s.id = d.subscriber_id
        where d.edition_id = ${edition.id} and d.state = 'queued' and d.due_at <= now()
          and d.batch_id is ${isAlone ? sql`not null` : sql`null`}
        order by d.due_at limit ${isAlone ? mostAlone : mailer.batchSize} for update of d skip locked
      )
      update deliveries d set state = case when next.wants then 'sending' else 'failed' end,
        last_error = case when next.wants then null else 'left' end, handed_at = now(),
        batch_id = coalesce(d.batch_id, ${randomUUID()}),
        attempts = attempts + 1, due_at = now() + ${holding.seconds} * interval '1 second'
      from next where d.ctid = next.ctid
      returning d.subscriber_id, d.batch_id, d.attempts, next.address, next.topics, next.wants`,
  );
}

/**
 * A batch that was being sent, with the id by which a carrier recognises it; without those who have
 * left since. A lock on the id, and on no row, keeps two from taking halves of it; who gets the lock
 * when the other is done finds that nothing of it is due.
 */
function takeStranded({ database, edition }: Taking): Promise<Taken[]> {
  return rowsOf<Taken>(
    database,
    sql`with candidate as materialized (
        select batch_id from deliveries
        where edition_id = ${edition.id} and state = 'sending' and due_at <= now()
        order by due_at limit 1
      ), stranded as materialized (
        select batch_id from candidate
        where pg_try_advisory_xact_lock(hashtextextended(batch_id::text, 0))
      )
      update deliveries d set attempts = attempts + 1,
        state = case when ${wants(edition)} then 'sending' else 'failed' end,
        last_error = case when ${wants(edition)} then d.last_error else 'left' end,
        due_at = now() + ${holding.seconds} * interval '1 second'
      from subscribers s
      where d.batch_id = (select batch_id from stranded)
        and (d.state = 'sending' and d.edition_id = ${edition.id} and d.due_at <= now()) is true
        and s.id = d.subscriber_id
      returning d.subscriber_id, d.batch_id, d.attempts, s.address, s.topics, ${wants(edition)} as wants`,
  );
}

/**
 * Gives up what was in the air when somebody was killed, where the carrier never knew its id or does
 * no longer. Once before a run: what is in the air then is of an earlier one.
 */
export async function giveUpForgotten({ database, edition, mailer }: Taking): Promise<void> {
  const hours = mailer.knowsIds ? holding.knownForHours : 0;
  await database.execute(
    sql`update deliveries set state = 'unknown', last_error = 'It was being sent when this was cut off.'
      where edition_id = ${edition.id} and state = 'sending' and due_at <= now()
        and handed_at <= now() - ${hours} * interval '1 hour'`,
  );
}
