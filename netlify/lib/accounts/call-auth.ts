import { AsyncLocalStorage } from 'node:async_hooks';
import type { AccountMailName } from '#src/shared/accounts/account-settings.ts';
import { isUnreachable } from '#netlify/lib/database/open-database.ts';

/*
 * better-auth asks for mails by callbacks that are set up once, which know neither the language nor
 * what may be done after an answer; and it turns a database that is down into answers such as "unable
 * to create user". Both are noted while it works, for whoever called it.
 */

/** A mail that better-auth asks for, before it is written. */
export interface WantedMail {
  readonly name: AccountMailName;
  readonly to: string;
  /** What its link carries; null for one that carries nothing. */
  readonly token: string | null;
}

interface Notes {
  readonly mails: WantedMail[];
  failure: Error | null;
}

const calling = new AsyncLocalStorage<Notes>();

/**
 * Has better-auth do something. Answers what came of it, and which mails it asked for.
 *
 * @throws what it failed by, where the database could not be asked
 */
export async function callAuth<Result>(
  act: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly mails: readonly WantedMail[] }> {
  const notes: Notes = { mails: [], failure: null };
  const result = await calling.run(notes, act);
  if (notes.failure) throw notes.failure;
  return { result, mails: notes.mails };
}

/** Called when better-auth wants a mail to be sent. */
export async function noteMail(mail: WantedMail): Promise<void> {
  calling.getStore()?.mails.push(mail);
}

/** Called with what better-auth would write into a log. */
export function noteFailure(_level: unknown, _message: unknown, ...details: unknown[]): void {
  const notes = calling.getStore();
  const failure = details.find((one): one is Error => one instanceof Error && isUnreachable(one));
  if (notes && failure) notes.failure ??= failure;
}
