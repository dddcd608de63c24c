import { domainToASCII } from 'node:url';
import { eq, sql } from 'drizzle-orm';
import {
  consentEvents,
  mailEvents,
  subscribers,
  suppressions,
  type Subscriber,
} from '#netlify/database/schema/newsletter.ts';
import type { Database } from '#netlify/lib/database/open-database.ts';
import type { MailReport } from '#netlify/lib/mail/mail.ts';
import { hashAddress } from './address-hash.ts';

/** From this score on an address is taken for gone: about five mails that came back in a month. */
const goneFrom = 5;

/** After which a mail that came back counts half. */
const halfLifeInSeconds = 30 * 24 * 60 * 60;

/**
 * Does what a report asks for, once however often it comes: who complained, and whose address is
 * gone, gets no more mails; who cannot be reached for now is counted.
 */
export async function recordMailReport(database: Database, report: MailReport): Promise<void> {
  await database.transaction(async (transaction) => {
    const [heard] = await transaction
      .insert(mailEvents)
      .values({ id: report.id })
      .onConflictDoNothing()
      .returning({ id: mailEvents.id });
    if (heard === undefined) return;
    // In one order, so that no two reports wait for each other.
    for (const address of report.addresses.map(asKept).toSorted()) {
      const subscriber = await findSubscriber(transaction, address);
      if (report.kind !== 'delayed') {
        await suppress(transaction, { address, subscriber, report });
      } else if (subscriber !== null && (await count(transaction, subscriber)) >= goneFrom) {
        await suppress(transaction, { address, subscriber, report });
      }
    }
  });
}

/** As subscribers' addresses are kept. */
function asKept(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return `${address.slice(0, at)}@${domainToASCII(domain) || domain}`.toLowerCase();
}

/** Locked until the transaction ends, though not against deliveries to it that are written meanwhile. */
async function findSubscriber(database: Database, address: string): Promise<Subscriber | null> {
  const [found] = await database
    .select()
    .from(subscribers)
    .where(eq(subscribers.address, address))
    .for('no key update');
  return found ?? null;
}

/** The score with this mail in it. */
async function count(database: Database, { id }: Subscriber): Promise<number> {
  const ageInHalfLives = sql`extract(epoch from now() - ${subscribers.bouncedAt}) / ${halfLifeInSeconds}::float8`;
  // Half of a half so often that nothing is left is an error in Postgres, and not nothing.
  const kept = sql`${subscribers.bounceScore} * power(0.5::float8, least(greatest(${ageInHalfLives}, 0), 60))`;
  const [counted] = await database
    .update(subscribers)
    .set({ bounceScore: sql`coalesce(${kept}, 0) + 1`, bouncedAt: sql`now()` })
    .where(eq(subscribers.id, id))
    .returning({ score: subscribers.bounceScore });
  // Five within hours are five, though the first is worth a little less by then.
  return Math.round((counted?.score ?? 0) * 10) / 10;
}

interface Suppression {
  readonly address: string;
  readonly subscriber: Subscriber | null;
  readonly report: MailReport;
}

async function suppress(
  database: Database,
  { address, subscriber, report }: Suppression,
): Promise<void> {
  const isComplaint = report.kind === 'complained';
  const addressHash = hashAddress(subscriber?.address ?? address);
  await database
    .insert(suppressions)
    .values({ addressHash, reason: isComplaint ? 'complaint' : 'bounce' })
    // Who was erased, came back and complains is out for good.
    .onConflictDoUpdate({
      target: suppressions.addressHash,
      set: { reason: sql`excluded.reason`, at: sql`now()` },
      setWhere: eq(suppressions.reason, 'erased'),
    });
  await database.insert(consentEvents).values({
    addressHash,
    kind: isComplaint ? 'complained' : 'bounced',
    proof: { report: report.id, reported: report.kind },
  });
  if (subscriber === null || subscriber.status === 'unsubscribed') return;
  await database
    .update(subscribers)
    .set({ status: 'unsubscribed', unsubscribedAt: sql`now()` })
    .where(eq(subscribers.id, subscriber.id));
}
