import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { DeliveryState, EditionArticle } from '#netlify/database/schema/newsletter.ts';
import type { MailTemplate } from '#src/shared/newsletter/mail-templates.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { failedWith } from '#netlify/lib/mail/failed-with.ts';
import type { Mail, Mailer, MailResult } from '#netlify/lib/mail/mail.ts';
import { waitInSeconds } from './backoff.ts';
import { addressMail, editionMail, type EditionLooks } from './edition-mail.ts';
import { deliveryToken } from './list-deliveries.ts';
import { leavingBy, type Envelope } from './mail-envelope.ts';
import { isSuppressed } from './suppression.ts';

/*
 * The life of a delivery: `queued` → `sending` (with a batch, until `due_at`) → `sent` or `failed`.
 * A batch whose time is over was being sent when somebody was killed, or failed for now. It is sent
 * again as the same batch where the carrier knows ids and so sends nothing twice; where it does not,
 * what was in the air becomes `unknown` and stays: rather no mail than two.
 */

export interface SendingEdition {
  readonly id: string;
  readonly slug: string;
  readonly createdAt: Date;
  readonly articles: readonly EditionArticle[];
}

export interface Sending {
  readonly database: Database;
  readonly mailer: Mailer;
  readonly edition: SendingEdition;
  readonly envelope: Envelope;
  readonly looks: EditionLooks;
}

interface Taken extends Record<string, unknown> {
  readonly subscriber_id: string;
  readonly batch_id: string;
  readonly attempts: number;
  readonly address: string;
  readonly topics: readonly string[];
  /** Whether it is to be sent. */
  readonly wants: boolean;
}

/** How long a batch is ours, after how many attempts it is given up, and how long carriers know ids. */
const holding = { seconds: 5 * 60, attempts: 30, knownForHours: 20 } as const;

/** Sends the next mails of an edition. Answers how many deliveries were dealt with. */
export async function sendNextBatch(sending: Sending): Promise<number> {
  const stranded = sending.mailer.knowsIds ? await takeStranded(sending) : [];
  const taken = stranded.length > 0 ? stranded : await takeQueued(sending);
  const batch = taken.filter(({ wants }) => wants);
  const [first] = batch;
  if (!first) return taken.length;
  const mails = makeMails(batch, sending);
  const results = await handOver(mails, first.batch_id, sending.mailer);
  await note(batch, results, sending);
  // A carrier that takes nothing is asked again later, and not for everybody else now.
  return results.every(({ kind }) => kind === 'failed') ? 0 : taken.length;
}

/** Whether a subscriber still is to get it. */
const wants = sql`(s.status = 'confirmed' and not ${isSuppressed('s.address')})`;

/** The next mails; who has left since the edition was listed is passed over, and counts as dealt with. */
function takeQueued({ database, edition, mailer }: Sending): Promise<Taken[]> {
  return rowsOf<Taken>(
    database,
    sql`with next as (
        select d.subscriber_id, s.address, s.topics,
          ${wants} as wants
        from deliveries d join subscribers s on s.id = d.subscriber_id
        where d.edition_id = ${edition.id} and d.state = 'queued' and d.due_at <= now()
        order by d.due_at limit ${mailer.batchSize} for update of d skip locked
      )
      update deliveries d set state = case when next.wants then 'sending' else 'failed' end,
        last_error = case when next.wants then null else 'left' end, batch_id = ${randomUUID()}, handed_at = now(),
        attempts = attempts + 1, due_at = now() + ${holding.seconds} * interval '1 second'
      from next where d.edition_id = ${edition.id} and d.subscriber_id = next.subscriber_id
      returning d.subscriber_id, d.batch_id, d.attempts, next.address, next.topics, next.wants`,
  );
}

/**
 * A batch that was being sent, with the id by which a carrier recognises it; without those who have
 * left since.
 */
function takeStranded({ database, edition }: Sending): Promise<Taken[]> {
  return rowsOf<Taken>(
    database,
    sql`with stranded as (
        select batch_id from deliveries
        where edition_id = ${edition.id} and state = 'sending' and due_at <= now()
        order by due_at limit 1 for update skip locked
      )
      update deliveries d set attempts = attempts + 1,
        state = case when ${wants} then 'sending' else 'failed' end,
        last_error = case when ${wants} then d.last_error else 'left' end,
        due_at = now() + ${holding.seconds} * interval '1 second'
      from subscribers s
      where d.batch_id = (select batch_id from stranded) and d.state = 'sending'
        and s.id = d.subscriber_id
      returning d.subscriber_id, d.batch_id, d.attempts, s.address, s.topics, ${wants} as wants`,
  );
}

/**
 * Gives up what was in the air when somebody was killed, where the carrier never knew its id or does
 * no longer. Once before a run: what is in the air then is of an earlier one.
 */
export async function giveUpForgotten({
  database,
  edition,
  mailer,
}: Pick<Sending, 'database' | 'mailer'> & {
  readonly edition: Pick<SendingEdition, 'id'>;
}): Promise<void> {
  const hours = mailer.knowsIds ? holding.knownForHours : 0;
  await database.execute(
    sql`update deliveries set state = 'unknown', last_error = 'It was being sent when this was cut off.'
      where edition_id = ${edition.id} and state = 'sending' and due_at <= now()
        and handed_at <= now() - ${hours} * interval '1 hour'`,
  );
}

function makeMails(batch: readonly Taken[], { edition, envelope, looks }: Sending): Mail[] {
  // Most readers want the same topics, and so get the same mail.
  const made = new Map<string, MailTemplate>();
  return batch.map(({ subscriber_id: subscriberId, address: to, topics }) => {
    const key = topics.join(' ');
    const mail =
      made.get(key) ?? editionMail(edition, articlesFor(topics, edition.articles), looks);
    made.set(key, mail);
    const { headers, ...links } = leavingBy(deliveryToken(edition.id, subscriberId), envelope);
    const { from, replyTo } = envelope;
    return {
      id: `${edition.id}:${subscriberId}`,
      from,
      to,
      replyTo,
      headers,
      ...addressMail(mail, links),
    };
  });
}

function articlesFor(
  topics: readonly string[],
  articles: readonly EditionArticle[],
): readonly EditionArticle[] {
  if (topics.length === 0) return articles;
  return articles.filter((article) => article.topics.some((topic) => topics.includes(topic)));
}

/** A carrier that throws has failed for now. */
async function handOver(
  mails: readonly Mail[],
  batchId: string,
  mailer: Mailer,
): Promise<readonly MailResult[]> {
  try {
    return await mailer.sendBatch(mails, batchId);
  } catch (error) {
    const result = failedWith(error, 'newsletter: a batch could not be handed over');
    return mails.map(() => result);
  }
}

async function note(
  batch: readonly Taken[],
  results: readonly MailResult[],
  { database, edition, mailer }: Sending,
): Promise<void> {
  const rows = batch.map(({ subscriber_id: id, attempts }, at) => ({
    id,
    ...outcome(results[at] ?? null, attempts, mailer),
  }));
  await database.execute(
    sql`update deliveries d set state = r.state, last_error = r.error,
        sent_at = case when r.state = 'sent' then now() end,
        due_at = now() + r.wait * interval '1 second',
        batch_id = case when r.state = 'queued' then null else d.batch_id end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (id uuid, state text, error text, wait int)
      where d.edition_id = ${edition.id} and d.subscriber_id = r.id`,
  );
}

interface Outcome {
  readonly state: DeliveryState;
  readonly error: string | null;
  readonly wait: number;
}

function outcome(result: MailResult | null, attempts: number, { knowsIds }: Mailer): Outcome {
  if (result?.kind === 'sent') return { state: 'sent', error: null, wait: 0 };
  const error = result?.reason ?? 'The carrier did not say what became of it.';
  if (result?.kind === 'refused' || attempts >= holding.attempts)
    return { state: 'failed', error, wait: 0 };
  // Rather no mail than two.
  if (!knowsIds && (!result || result.mayHaveGone)) return { state: 'unknown', error, wait: 0 };
  const atLeast = result?.retryAfterInSeconds ?? 0;
  return {
    state: knowsIds ? 'sending' : 'queued',
    error,
    wait: waitInSeconds(attempts, { atLeast }),
  };
}
