import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { EditionArticle } from '#netlify/database/schema/newsletter.ts';
import type { MailTemplate } from '#src/shared/newsletter/mail-templates.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { failedWith } from '#netlify/lib/mail/failed-with.ts';
import { failed, type Mail, type Mailer, type MailResult } from '#netlify/lib/mail/mail.ts';
import { inPieces, outcomeOf, type Standing } from './delivery-outcome.ts';
import { addressMail, editionMail, type EditionLooks } from './edition-mail.ts';
import { deliveryToken, textArray } from './list-deliveries.ts';
import { leavingBy, type Envelope } from './mail-envelope.ts';
import { sendOneByOne } from './send-one-by-one.ts';
import { isSuppressed } from './suppression.ts';

/*
 * The life of a delivery: `queued` → `sending` (with a batch, until `due_at`) → `sent` or `failed`.
 * A batch whose time is over was being sent when somebody was killed, or failed for now. It is sent
 * again as the same batch where the carrier knows ids and so sends nothing twice; where it does not,
 * what was in the air becomes `unknown` and stays: rather no mail than two.
 *
 * A batch that the carrier refuses as a whole falls apart: its mails are queued again, each as a batch
 * of its own that has the subscriber's id, and go one by one from then on.
 *
 * Of an edition that is new Postgres has no statistics: it takes it for one row, and would go through
 * all of it for each batch. The statements here leave it the index of what is few: `… is true` keeps
 * that of what is due from being taken where rows are named.
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

/** Mails taken at once that go one by one: with a carrier's patience for each they are done in time. */
const mostAlone = 20;

/** How long a batch is ours, and how long carriers know ids. */
const holding = { seconds: 5 * 60, knownForHours: 20 } as const;

/** Sends the next mails of an edition. Answers how many deliveries were dealt with. */
export async function sendNextBatch(sending: Sending): Promise<number> {
  const taken = await take(sending);
  const batch = taken.filter(({ wants }) => wants).toSorted(bySubscriber);
  const [first] = batch;
  if (!first) return taken.length;
  const results = await handOver(makeMails(batch, sending), first, sending.mailer);
  await note(batch, results, sending);
  // A carrier that takes nothing is asked again later, and not for everybody else now.
  const isDown = results !== 'apart' && results.every((result) => result?.kind === 'failed');
  return isDown ? 0 : taken.length;
}

/** What was begun goes first, and what goes by itself last: it takes the longest. */
async function take(sending: Sending): Promise<Taken[]> {
  const stranded = sending.mailer.knowsIds ? await takeStranded(sending) : [];
  if (stranded.length > 0) return stranded;
  const together = await takeQueued(sending, { isAlone: false });
  return together.length > 0 ? together : takeQueued(sending, { isAlone: true });
}

/** A carrier knows a batch again if it is the same to the byte. */
function bySubscriber({ subscriber_id: a }: Taken, { subscriber_id: b }: Taken): number {
  return a < b ? -1 : 1;
}

function standing(taken: Taken, { knowsIds }: Mailer): Standing {
  return { attempts: taken.attempts, alone: goesAlone(taken), knowsIds };
}

/** Whether a mail goes by itself, since it did not go with others. */
function goesAlone({ batch_id: batchId, subscriber_id: subscriberId }: Taken): boolean {
  return batchId === subscriberId;
}

/** Whether a subscriber still is to get it. */
const wants = sql`(s.status = 'confirmed' and not ${isSuppressed('s.address')})`;

/**
 * The next mails; who has left since the edition was listed is passed over, and counts as dealt with.
 * Rows are found again by where they lie, which their lock allows.
 */
function takeQueued(
  { database, edition, mailer }: Sending,
  { isAlone }: { readonly isAlone: boolean },
): Promise<Taken[]> {
  return rowsOf<Taken>(
    database,
    sql`with next as (
        select d.ctid, s.address, s.topics, ${wants} as wants
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
      where d.batch_id = (select batch_id from stranded)
        and (d.state = 'sending' and d.edition_id = ${edition.id}) is true and s.id = d.subscriber_id
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

/** What became of each mail; null where it was not tried. A carrier that throws has failed for now. */
async function handOver(
  mails: readonly Mail[],
  first: Taken,
  mailer: Mailer,
): Promise<readonly (MailResult | null)[] | 'apart'> {
  try {
    if (goesAlone(first)) return await sendOneByOne(mails, mailer);
    const results = await mailer.sendBatch(mails, first.batch_id);
    return results === 'apart' ? results : mails.map((_, at) => results[at] ?? unsaid(mailer));
  } catch (error) {
    const result = failedWith(error, 'newsletter: a batch could not be handed over');
    return mails.map(() => result);
  }
}

function unsaid({ knowsIds }: Mailer): MailResult {
  const result = failed('The carrier did not say what became of it.');
  return knowsIds ? result : { ...result, mayHaveGone: true };
}

async function note(
  batch: readonly Taken[],
  results: readonly (MailResult | null)[] | 'apart',
  { database, edition, mailer }: Sending,
): Promise<void> {
  const rows = batch.map((taken, at) => ({
    id: taken.subscriber_id,
    batch: taken.batch_id,
    ...(results === 'apart' ? inPieces : outcomeOf(results[at] ?? null, standing(taken, mailer))),
  }));
  const ids = textArray(rows.map(({ id }) => id));
  await database.execute(
    sql`update deliveries d set state = r.state, last_error = r.error,
        sent_at = case when r.state = 'sent' then now() end,
        due_at = now() + r.wait * interval '1 second',
        attempts = d.attempts - case when r.tried then 0 else 1 end,
        batch_id = case when r.alone then d.subscriber_id when r.state = 'queued' then null else d.batch_id end
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r (id uuid, batch uuid, state text, error text, wait int, tried boolean, alone boolean)
      where d.edition_id = ${edition.id} and d.subscriber_id = any(${ids}::uuid[])
        and d.subscriber_id = r.id and d.batch_id = r.batch and (d.state = 'sending') is true`,
  );
}
