import { sql } from 'drizzle-orm';
import type { EditionArticle } from '#netlify/database/schema/newsletter.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import type { Mailer } from '#netlify/lib/mail/mail.ts';
import { listDeliveries } from './list-deliveries.ts';
import { envelopeOf } from './mail-envelope.ts';
import { addressOf, readSettings, type NewsletterSite } from './newsletter-site.ts';
import { giveUpForgotten, sendNextBatch, type Sending } from './send-deliveries.ts';

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
    sql`select id, slug, locale, articles, created_at from editions
      where sent_at is null order by created_at limit 100`,
  );
  for (const edition of unsent) {
    if (await deliverEdition(edition, delivering)) return true;
  }
  return false;
}

/** Answers whether it was stopped by time. */
async function deliverEdition(edition: Unsent, delivering: Delivering): Promise<boolean> {
  const { database, mailer, until } = delivering;
  await giveUpForgotten({ database, mailer, edition });
  while (await listDeliveries(database, edition.id)) if (Date.now() >= until) return true;
  for (;;) {
    const sending = await openSending(edition, delivering);
    if (sending === null) return false;
    if (Date.now() >= until) return true;
    if ((await sendNextBatch(sending)) === 0) break;
  }
  await database.execute(
    sql`update editions set sent_at = now() where id = ${edition.id} and listed_at is not null
      and not exists (select from deliveries where edition_id = ${edition.id}
        and state in ('queued', 'sending'))`,
  );
  return false;
}

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
