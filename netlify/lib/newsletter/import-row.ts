import { sql } from 'drizzle-orm';
import { frequencies } from '#netlify/database/schema/newsletter.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { hashAddress } from './address-hash.ts';
import { recordConsent } from './consent.ts';
import { parseMailAddress } from './mail-address.ts';
import { subscribe } from './subscribe.ts';

/** What became of a row of a list. */
export type ImportOutcome =
  | { readonly kind: 'subscribed' | 'asked' | 'known' | 'suppressed' }
  | { readonly kind: 'invalid'; readonly reason: string };

export interface Importing {
  /** The language of those whose row names none. */
  readonly locale: string;
  readonly isDryRun: boolean;
}

/**
 * Takes somebody in from a list. Who is said to have agreed, when and how, is subscribed; everybody
 * else is asked. Known ones are left as they are, so that a list can be imported again.
 */
export async function importRow(
  database: Database,
  row: Readonly<Record<string, string>>,
  { locale: usual, isDryRun }: Importing,
): Promise<ImportOutcome> {
  const written = row['email'] ?? '';
  const address = parseMailAddress(written);
  if (address === null) return invalid(`${JSON.stringify(written)} is no mail address`);
  const locale = row['locale'] || usual;
  const frequency = frequencies.find((one) => one === (row['frequency'] || 'each'));
  if (!frequency)
    return invalid(`frequency is ${JSON.stringify(row['frequency'])}, not each or weekly`);
  const proof = proofIn(row);
  if (proof === 'wrong')
    return invalid(`consented_at is ${JSON.stringify(row['consented_at'])}, no date that has been`);
  const before = await find(database, address);
  if (before !== null) return { kind: before };
  if (isDryRun) return { kind: proof === null ? 'asked' : 'subscribed' };
  if (proof === null) {
    await subscribe(database, { address, locale, proof: { source: 'import' } });
    return { kind: 'asked' };
  }
  const topics = (row['topics'] ?? '').split(/[\s,;]+/u).filter(Boolean);
  return database.transaction(async (transaction) => {
    const added = await rowsOf(
      transaction,
      sql`insert into subscribers (address, locale, frequency, topics, status, confirmed_at)
        values (${address}, ${locale}, ${frequency},
          array(select jsonb_array_elements_text(${JSON.stringify(topics)}::jsonb)), 'confirmed', ${proof.consented_at})
        on conflict (address) do nothing returning id`,
    );
    if (added.length === 0) return { kind: 'known' };
    await recordConsent(transaction, { kind: 'imported', address, proof });
    return { kind: 'subscribed' };
  });
}

function invalid(reason: string): ImportOutcome {
  return { kind: 'invalid', reason };
}

/** Both when and how; null where either is missing. */
function proofIn(
  row: Readonly<Record<string, string>>,
): { readonly consented_at: string; readonly consent: string } | 'wrong' | null {
  const { consented_at: at = '', consent = '' } = row;
  if (at === '' || consent === '') return null;
  const date = new Date(at);
  if (Number.isNaN(date.getTime()) || date.getTime() > Date.now()) return 'wrong';
  return { consented_at: date.toISOString(), consent: consent.slice(0, 500) };
}

async function find(database: Database, address: string): Promise<'known' | 'suppressed' | null> {
  const [found] = await rowsOf<{ known: boolean; suppressed: boolean }>(
    database,
    sql`select exists (select from subscribers where address = ${address}) as known,
      exists (select from suppressions where address_hash = ${hashAddress(address)}) as suppressed`,
  );
  if (found?.suppressed) return 'suppressed';
  return found?.known ? 'known' : null;
}
