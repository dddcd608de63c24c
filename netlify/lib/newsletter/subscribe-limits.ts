import type { Database } from '#netlify/lib/database/open-database.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { hashAddress } from './address-hash.ts';
import { countInTurn, hashClient } from './limits.ts';

/**
 * Counts a request for a mail that asks back. Too many from one client or in all are refused; too many
 * for one address are not, since that would tell of others' requests: nothing is sent then.
 *
 * @returns whether something may be sent
 * @throws Refusal
 */
export async function isWithinLimits(
  database: Database,
  { address, ip }: { readonly address: string; readonly ip: string },
): Promise<boolean> {
  const client = hashClient(ip);
  const forAddress = `subscribe:address:${hashAddress(address)}`;
  const exceeded = await countInTurn(database, [
    [
      { key: `subscribe:client:${client}`, most: 20, windowInSeconds: 600 },
      { key: forAddress, most: 8, windowInSeconds: 24 * 60 * 60 },
    ],
    [{ key: 'subscribe:site', most: 3000, windowInSeconds: 600 }],
  ]);
  if ([...exceeded].some((key) => key !== forAddress)) {
    throw new Refusal(
      429,
      'too_many_requests',
      'These are too many requests. Please wait ten minutes.',
      { headers: { 'Retry-After': '600' } },
    );
  }
  return !exceeded.has(forAddress);
}
