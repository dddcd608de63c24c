import { sql } from 'drizzle-orm';
import type { EditionArticle } from '#netlify/database/schema/newsletter.ts';
import type { MailTemplate } from '#src/shared/newsletter/mail-templates.ts';
import type { Database } from '#netlify/lib/database/open-database.ts';
import { failedWith } from '#netlify/lib/mail/failed-with.ts';
import { failed, type Mail, type Mailer, type MailResult } from '#netlify/lib/mail/mail.ts';
import { inPieces, outcomeOf } from './delivery-outcome.ts';
import { addressMail, editionMail, type EditionLooks } from './edition-mail.ts';
import { deliveryToken, textArray } from './list-deliveries.ts';
import { leavingBy, type Envelope } from './mail-envelope.ts';
import { sendOneByOne } from './send-one-by-one.ts';
import { goesAlone, takeBatch, type Addressed, type Taken } from './take-deliveries.ts';

/*
 * The life of a delivery: `queued` → `sending` (with a batch, until `due_at`) → `sent` or `failed`.
 * A batch whose time is over was being sent when somebody was killed, or failed for now. It is sent
 * again as the same batch where the carrier knows ids and so sends nothing twice; where it does not,
 * what was in the air becomes `unknown` and stays: rather no mail than two.
 *
 * A batch that the carrier refuses as a whole falls apart: its mails are queued again, each as a batch
 * of its own that has the subscriber's id, and go one by one from then on. A batch that the carrier
 * certainly did not take, at its first attempt, is queued again and dissolved: only what may have been
 * taken has to stay as it is.
 */

export interface SendingEdition extends Addressed {
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

/** How a run goes on after a batch: with the next, after a while, or not now. */
export type Progress =
  | { readonly kind: 'more' | 'done' | 'down' }
  | { readonly kind: 'later'; readonly waitInSeconds: number };

/** Sends the next mails of an edition. */
export async function sendNextBatch(sending: Sending): Promise<Progress> {
  const { taken, isNew } = await takeBatch(sending);
  const batch = taken.filter(({ wants }) => wants).toSorted(bySubscriber);
  const [first] = batch;
  if (!first) return { kind: taken.length > 0 ? 'more' : 'done' };
  const results = await handOver(batch, first, sending);
  await note({ batch, results, isNew }, sending);
  return progressAfter(results);
}

/** A carrier that takes nothing is asked when it wants to be, or later, and not for everybody else now. */
function progressAfter(results: BatchOutcome): Progress {
  if (results === 'apart') return { kind: 'more' };
  if (!results.every((result) => result === null || result.kind === 'failed'))
    return { kind: 'more' };
  const waits = results.flatMap((result) =>
    result?.kind === 'failed' && result.retryAfterInSeconds !== null
      ? [result.retryAfterInSeconds]
      : [],
  );
  return waits.length > 0 ? { kind: 'later', waitInSeconds: Math.max(...waits) } : { kind: 'down' };
}

/** A carrier knows a batch again if it is the same to the byte. */
function bySubscriber({ subscriber_id: a }: Taken, { subscriber_id: b }: Taken): number {
  return a < b ? -1 : 1;
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

/** What became of each mail; null where it was not tried. */
type BatchOutcome = readonly (MailResult | null)[] | 'apart';

/** A carrier that throws has failed for now. */
async function handOver(
  batch: readonly Taken[],
  first: Taken,
  sending: Sending,
): Promise<BatchOutcome> {
  const { mailer } = sending;
  try {
    const mails = makeMails(batch, sending);
    if (goesAlone(first)) return await sendOneByOne(mails, mailer);
    const results = await mailer.sendBatch(mails, first.batch_id);
    return results === 'apart' ? results : mails.map((_, at) => results[at] ?? unsaid(mailer));
  } catch (error) {
    const result = failedWith(error, 'newsletter: a batch could not be handed over');
    return batch.map(() => result);
  }
}

function unsaid({ knowsIds }: Mailer): MailResult {
  const result = failed('The carrier did not say what became of it.');
  return knowsIds ? result : { ...result, mayHaveGone: true };
}

interface Sent {
  readonly batch: readonly Taken[];
  readonly results: BatchOutcome;
  readonly isNew: boolean;
}

async function note(
  { batch, results, isNew }: Sent,
  { database, edition, mailer: { knowsIds } }: Sending,
): Promise<void> {
  // The same for all: what is one batch to its carrier is due at one time.
  const random = Math.random();
  const rows = batch.map((taken, at) => ({
    id: taken.subscriber_id,
    batch: taken.batch_id,
    ...(results === 'apart'
      ? inPieces
      : outcomeOf(results[at] ?? null, {
          attempts: taken.attempts,
          alone: goesAlone(taken),
          knowsIds,
          isNew,
          random,
        })),
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
