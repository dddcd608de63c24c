import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { EditionArticle, Frequency } from '#netlify/database/schema/newsletter.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import type { Mailer } from '#netlify/lib/mail/mail.ts';
import { listDeliveries } from './list-deliveries.ts';
import { envelopeOf } from './mail-envelope.ts';
import { addressOf, readSettings, type NewsletterSite } from './newsletter-site.ts';
import { patienceInSeconds } from './delivery-outcome.ts';
import { sendNextBatch, type Sending } from './send-deliveries.ts';
import { giveUpForgotten } from './take-deliveries.ts';

export interface Delivering {
  readonly database: Database;
  readonly mailer: Mailer;
  readonly site: NewsletterSite;
  /** When to stop, in milliseconds since 1970: what is left is for the next. */
  readonly until: number;
}

interface Unsent extends Record<string, unknown> {
  readonly id: string;
  readonly slug: string;
  readonly locale: string;
  readonly frequency: Frequency;
  readonly articles: readonly EditionArticle[];
  readonly created_at: string | Date;
}

/**
 * Sends the editions that are not wholly sent, oldest first. It may be stopped anywhere, and several
 * may run at once.
 *
 * @returns whether there is more to do now (not: later)
 */
export async function deliverEditions(delivering: Delivering): Promise<boolean> {
  const { database, site } = delivering;
  if (!site.mayMail) return false;
  const unsent = await rowsOf<Unsent>(
    database,
    sql`select id, slug, locale, frequency, articles, created_at from editions
      where sent_at is null order by created_at limit 100`,
  );
  for (const edition of unsent) {
    const end = await deliverEdition(edition, delivering);
    if (end !== 'done') return end === 'out of time';
  }
  return false;
}

/** Why a run is over for an edition: what was due is sent, time is over, or the carrier takes nothing. */
type End = 'done' | 'out of time' | 'carrier down';

async function deliverEdition(edition: Unsent, delivering: Delivering): Promise<End> {
  const { database, mailer, until } = delivering;
  await giveUpForgotten({ database, mailer, edition });
  while (await listDeliveries(database, edition.id)) if (Date.now() >= until) return 'out of time';
  const end = await sendWhatIsDue(edition, delivering);
  if (end !== 'done') return end;
  await database.execute(
    sql`update editions set sent_at = now() where id = ${edition.id} and listed_at is not null
      and not exists (select from deliveries where edition_id = ${edition.id}
        and state in ('queued', 'sending'))`,
  );
  return 'done';
}

async function sendWhatIsDue(edition: Unsent, delivering: Delivering): Promise<End> {
  for (;;) {
    const sending = await openSending(edition, delivering);
    if (sending === null) return 'done';
    if (Date.now() >= delivering.until) return 'out of time';
    const progress = await sendNextBatch(sending);
    if (progress.kind === 'more') continue;
    if (progress.kind !== 'later') return progress.kind === 'done' ? 'done' : 'carrier down';
    const wait = Math.max(progress.waitInSeconds, leastWaitInSeconds);
    if (wait > patienceInSeconds || Date.now() + wait * 1000 >= delivering.until)
      return 'carrier down';
    await pause(wait * 1000);
  }
}

/** A carrier that says “now” after it said no is not asked in a circle. */
const leastWaitInSeconds = 0.5;

/** Asked before each batch: the owner may have paused it. */
async function openSending(
  edition: Unsent,
  { database, mailer, site }: Delivering,
): Promise<Sending | null> {
  const settings = await readSettings(site, edition.locale);
  if (settings.isPaused) return null;
  const address = addressOf(site, settings);
  return {
    database,
    mailer,
    edition: { ...edition, createdAt: new Date(edition.created_at) },
    envelope: envelopeOf(settings, address),
    looks: { settings, address },
  };
}
