import { sql } from 'drizzle-orm';
import { frequencies, type Frequency } from '#netlify/database/schema/newsletter.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { hashAddress } from './address-hash.ts';
import { recordConsent } from './consent.ts';
import { parseMailAddress } from './mail-address.ts';
import { postMail } from './post-mail.ts';

/** What became of a row of a list. */
export type ImportOutcome =
  | { readonly kind: 'subscribed' | 'asked' | 'known' | 'suppressed' }
  | { readonly kind: 'invalid'; readonly reason: string };

/** What the site has: readers of anything else would never get an edition. */
export interface Offered {
  /** Codes; the first is the default. */
  readonly locales: readonly string[];
  /** Ids. */
  readonly topics: readonly string[];
}

export interface Importing {
  readonly offered: Offered;
  /** The language of those whose row names none: one of the site's. */
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
  { offered, locale: usual, isDryRun }: Importing,
): Promise<ImportOutcome> {
  const written = row['email'] ?? '';
  const address = parseMailAddress(written);
  if (address === null) return invalid(`${JSON.stringify(written)} is no mail address`);
  const locale = findLocale(row['locale'] || usual, offered);
  if (locale === null) return invalid(notOffered('locale', row['locale'] ?? '', offered.locales));
  const frequency = frequencies.find((one) => one === (row['frequency'] || 'each'));
  if (!frequency)
    return invalid(`frequency is ${JSON.stringify(row['frequency'])}, not each or weekly`);
  const topics = (row['topics'] ?? '').split(/[\s,;]+/u).filter(Boolean);
  const unknown = topics.find((topic) => !offered.topics.includes(topic));
  if (unknown !== undefined) return invalid(notOffered('topics', unknown, offered.topics));
  const proof = proofIn(row);
  if (proof === 'wrong')
    return invalid(`consented_at is ${JSON.stringify(row['consented_at'])}, no date that has been`);
  const before = await find(database, address);
  if (before !== null) return { kind: before };
  if (isDryRun) return { kind: proof === null ? 'asked' : 'subscribed' };
  return take(database, { address, locale, frequency, topics }, proof);
}

interface Listed {
  readonly address: string;
  readonly locale: string;
  readonly frequency: Frequency;
  readonly topics: readonly string[];
}

/** Writes somebody down, with what they want; without proof they are asked, behind all who ask themselves. */
function take(
  database: Database,
  { address, locale, frequency, topics }: Listed,
  proof: Proof | null,
): Promise<ImportOutcome> {
  const status = proof === null ? 'pending' : 'confirmed';
  return database.transaction(async (transaction) => {
    const [added] = await rowsOf<{ id: string }>(
      transaction,
      sql`insert into subscribers (address, locale, frequency, topics, status, confirmed_at)
        values (${address}, ${locale}, ${frequency},
          array(select jsonb_array_elements_text(${JSON.stringify(topics)}::jsonb)), ${status},
          ${proof?.consented_at ?? null})
        on conflict (address) do nothing returning id`,
    );
    if (!added) return { kind: 'known' };
    if (proof !== null) {
      await recordConsent(transaction, { kind: 'imported', address, proof: { ...proof } });
      return { kind: 'subscribed' };
    }
    await recordConsent(transaction, { kind: 'requested', address, proof: { source: 'import' } });
    await postMail(transaction, { kind: 'invite', subscriberId: added.id });
    return { kind: 'asked' };
  });
}

/** The site's language that a code means: `en-US` and `EN` are `en` where there is no nearer one. */
export function findLocale(code: string, { locales }: Offered): string | null {
  const wanted = code.toLowerCase().replaceAll('_', '-');
  const [language] = wanted.split('-', 1);
  const find = (one: string | undefined): string | undefined =>
    locales.find((locale) => locale.toLowerCase() === one);
  return find(wanted) ?? find(language) ?? null;
}

function notOffered(field: string, found: string, offered: readonly string[]): string {
  return `${field} has ${JSON.stringify(found)}, which the site has not; it has ${offered.join(', ') || 'none'}`;
}

function invalid(reason: string): ImportOutcome {
  return { kind: 'invalid', reason };
}

/** When and how somebody agreed. */
interface Proof {
  readonly consented_at: string;
  readonly consent: string;
}

/** Null where either is missing. */
function proofIn(row: Readonly<Record<string, string>>): Proof | 'wrong' | null {
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
