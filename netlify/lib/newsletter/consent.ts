import { consentEvents, type ConsentKind } from '#netlify/database/schema/newsletter.ts';
import type { Database } from '#netlify/lib/database/open-database.ts';
import { hashAddress } from './address-hash.ts';

export interface Consent {
  readonly kind: ConsentKind;
  readonly address: string;
  /** How it is known: the page of the form, the words that were agreed to, the line of an import. */
  readonly proof?: Readonly<Record<string, string>>;
}

/** Writes down what somebody agreed to, or no longer does. It stays. */
export async function recordConsent(
  database: Database,
  { kind, address, proof = {} }: Consent,
): Promise<void> {
  await database.insert(consentEvents).values({ kind, addressHash: hashAddress(address), proof });
}
