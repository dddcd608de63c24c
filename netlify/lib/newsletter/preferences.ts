import { sql } from 'drizzle-orm';
import { frequencies, type Frequency } from '#netlify/database/schema/newsletter.ts';
import type { NewsletterSettings } from '#src/shared/newsletter/newsletter-settings.ts';
import type { Database } from '#netlify/lib/database/open-database.ts';
import type { Fields } from '#netlify/lib/endpoint/fields.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { recordConsent } from './consent.ts';
import type { Reader } from './leave.ts';

export interface Preferences {
  readonly frequency: Frequency;
  readonly locale: string;
  /** Ids; none for all. */
  readonly topics: readonly string[];
}

/** Reads what somebody chose. Topics that are gone are passed over. @throws Refusal */
export function parsePreferences(
  fields: Fields,
  { topics, locales }: NewsletterSettings,
): Preferences {
  const frequency = frequencies.find((one) => one === fields.one('frequency'));
  const locale = locales.find(({ code }) => code === fields.one('locale'));
  if (!frequency)
    throw new Refusal(422, 'invalid_frequency', 'Choose each or weekly.', { field: 'frequency' });
  if (!locale)
    throw new Refusal(422, 'invalid_locale', 'Choose a language of this site.', {
      field: 'locale',
    });
  const chosen = new Set(fields.all('topics'));
  const known = topics.map(({ id }) => id).filter((id) => chosen.has(id));
  return { frequency, locale: locale.code, topics: known.length === topics.length ? [] : known };
}

export async function savePreferences(
  database: Database,
  reader: Reader,
  { frequency, locale, topics }: Preferences,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const list = sql.join(
      topics.map((topic) => sql`${topic}`),
      sql`, `,
    );
    await transaction.execute(
      sql`update subscribers set frequency = ${frequency}, locale = ${locale},
        topics = array[${list}]::text[] where id = ${reader.id}`,
    );
    const proof = { frequency, locale, topics: topics.join(' ') };
    await recordConsent(transaction, { kind: 'preferences', address: reader.address, proof });
  });
}
