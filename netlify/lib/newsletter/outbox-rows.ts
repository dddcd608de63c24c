import { sql } from 'drizzle-orm';
import type { MailKind } from '#netlify/database/schema/newsletter.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import type { FailedMail, Mailer, MailResult } from '#netlify/lib/mail/mail.ts';
import { waitInSeconds } from './backoff.ts';
import { isSuppressed } from './suppression.ts';

/*
 * The life of a mail in the outbox: due → taken (held until `due_at`, and `last_error` says that it was
 * cut off) → sent, set aside, or due again later, which is noted. Where nothing is noted, its worker
 * was killed: the mail is found with those words, and is judged by them before it is sent again.
 */

export interface Due extends Record<string, unknown> {
  readonly id: string;
  readonly kind: MailKind;
  /** This one among them. */
  readonly attempts: number;
  readonly address: string;
  readonly locale: string;
  readonly suppressed: boolean;
  /** Whether what it says still holds. */
  readonly holds: boolean;
  /** Whether whoever took it before was killed before noting what became of it. */
  readonly was_cut_off: boolean;
}

const mostAttempts = 12;

/**
 * Of a mail whose receipt was lost there may be two: these are asked for, and to get one twice does
 * less harm than to wait for it in vain. There are never more.
 */
const mostWhereItMayHaveGone = 2;

/** For how long a mail is ours when it is taken for the first time. */
const holdInSeconds = 120;

export const cutOff = 'It was being sent when this was cut off.';

/**
 * Who waits behind whom: a list of thousands that was imported waits for whoever asked for something
 * just now, and is sorted through for each of them in a few milliseconds.
 */
const inOrder = sql`kind = 'invite', due_at`;

/**
 * The next mail, alone: what is taken counts as tried, and is ours for longer each time. A mail that
 * kills whoever sends it comes last then, and not first.
 */
export async function takeDue(database: Database): Promise<Due | null> {
  const [due] = await rowsOf<Due>(
    database,
    // Looked for once, and not for each row that a plan compares with it.
    sql`with next as materialized (
        select id, last_error from outbox where due_at <= now() order by ${inOrder} limit 1
        for update skip locked
      )
      update outbox o set attempts = o.attempts + 1, last_error = ${cutOff},
        due_at = now() + ${holdInSeconds} * power(o.attempts + 1, 2) * interval '1 second'
      from next, subscribers s
      where o.id = next.id and s.id = o.subscriber_id
      returning o.id, o.kind, o.attempts, s.address, s.locale, ${isSuppressed('s.address')} as suppressed,
        (next.last_error = ${cutOff}) is true as was_cut_off,
        case when o.kind in ('confirm', 'invite') then s.status = 'pending'
          when o.kind in ('welcome', 'already') then s.status = 'confirmed' else true end as holds`,
  );
  return due ?? null;
}

/** Whether a mail was tried so often that it is not tried again, by what is known before sending it. */
export function isGivenUp(
  { attempts, was_cut_off: wasCutOff }: Due,
  { knowsIds }: Pick<Mailer, 'knowsIds'>,
): boolean {
  const most = wasCutOff && !knowsIds ? mostWhereItMayHaveGone : mostAttempts;
  return attempts > most;
}

/** Who has left is not welcomed, and who has confirmed is not asked again. */
export async function dropMail(database: Database, { id }: Due): Promise<void> {
  await database.execute(sql`delete from outbox where id = ${id}`);
}

/**
 * Writes down what became of it. Who was slow overwrites nothing that another has noted meanwhile;
 * but that it went is true whoever says so.
 */
export async function noteResult(
  database: Database,
  { id, attempts }: Due,
  result: MailResult,
): Promise<void> {
  if (result.kind === 'sent') {
    await database.execute(
      sql`update outbox set sent_at = now(), due_at = null, set_aside_at = null, last_error = null
        where id = ${id} and sent_at is null`,
    );
    return;
  }
  const isOurs = sql`id = ${id} and attempts = ${attempts} and sent_at is null`;
  if (result.kind === 'refused' || attempts >= mostAfter(result)) {
    await database.execute(
      sql`update outbox set set_aside_at = now(), due_at = null, last_error = ${result.reason}
        where ${isOurs}`,
    );
  } else {
    const wait = waitInSeconds(attempts, { atLeast: result.retryAfterInSeconds ?? 0 });
    await database.execute(
      sql`update outbox set due_at = now() + ${wait} * interval '1 second',
        last_error = ${result.reason} where ${isOurs}`,
    );
  }
}

function mostAfter({ mayHaveGone }: FailedMail): number {
  return mayHaveGone ? mostWhereItMayHaveGone : mostAttempts;
}
