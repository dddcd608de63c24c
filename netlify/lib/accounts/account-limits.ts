import type { Database } from '#netlify/lib/database/open-database.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { hashAddress } from '#netlify/lib/newsletter/address-hash.ts';
import { countInTurn, countUp, hashClient } from '#netlify/lib/newsletter/limits.ts';

/*
 * How often something may be tried. Counted is what is tried and not what succeeds, for addresses that
 * have an account and for those that have none, so that no answer tells them apart.
 */

interface Attempt {
  readonly ip: string;
  /** As `parseMailAddress` answers it. */
  readonly address: string;
}

/**
 * Counts a guess at the password of an address. Whoever guesses from one network is stopped before they
 * can stop the address's owner, who has another; whoever guesses at one from many networks is stopped by
 * the limit of the address: its owner can still have a link mailed. @throws Refusal
 */
export async function countGuess(database: Database, { ip, address }: Attempt): Promise<void> {
  const client = hashClient(ip);
  const of = hashAddress(address);
  const exceeded = await countInTurn(database, [
    [
      { key: `guess:client:${client}`, most: 30, windowInSeconds: 600 },
      { key: `guess:pair:${client}:${of}`, most: 10, windowInSeconds: 900 },
    ],
    [{ key: `guess:address:${of}`, most: 25, windowInSeconds: 900 }],
    [{ key: 'guess:site', most: 3000, windowInSeconds: 600 }],
  ]);
  if (exceeded.size > 0) throw tooMany(900);
}

/**
 * Counts a guess at the password of somebody who is signed in, by the person: strangers cannot take it
 * away from them. @throws Refusal
 */
export async function countOwnGuess(database: Database, personId: string): Promise<void> {
  const limit = { key: `guess:person:${personId}`, most: 10, windowInSeconds: 900 };
  if ((await countUp(database, [limit])).size > 0) throw tooMany(900);
}

/**
 * Counts a mail that somebody asks for. Answers whether it may be sent: too many for one address are
 * passed over in silence. @throws Refusal where there were too many from one network, or in all
 */
export async function countMail(database: Database, { ip, address }: Attempt): Promise<boolean> {
  const client = hashClient(ip);
  const of = hashAddress(address);
  const ofAddress = [`account-mail:pair:${client}:${of}`, `account-mail:address:${of}`];
  const [pair = '', all = ''] = ofAddress;
  const exceeded = await countInTurn(database, [
    [
      { key: `account-mail:client:${client}`, most: 20, windowInSeconds: 600 },
      { key: pair, most: 6, windowInSeconds: 3600 },
    ],
    [{ key: all, most: 12, windowInSeconds: 3600 }],
    [{ key: 'account-mail:site', most: 3000, windowInSeconds: 600 }],
  ]);
  if ([...exceeded].some((key) => !ofAddress.includes(key))) throw tooMany(600);
  return exceeded.size === 0;
}

/** The same where nobody may learn that a mail was to be sent: too many are passed over in silence. */
export async function mayMail(database: Database, attempt: Attempt): Promise<boolean> {
  try {
    return await countMail(database, attempt);
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** Counts what somebody begins, such as a way to GitHub. @throws Refusal */
export async function countStart(database: Database, ip: string): Promise<void> {
  const limit = { key: `start:client:${hashClient(ip)}`, most: 60, windowInSeconds: 600 };
  if ((await countUp(database, [limit])).size > 0) throw tooMany(600);
}

function tooMany(seconds: number): Refusal {
  const headers = { 'Retry-After': String(seconds) };
  return new Refusal(429, 'too_many_requests', 'These are too many attempts.', { headers });
}
