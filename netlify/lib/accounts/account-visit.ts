import type { Context } from '@netlify/functions';
import type { AccountSettings } from '#src/shared/accounts/account-settings.ts';
import { openDatabase, type Database } from '#netlify/lib/database/open-database.ts';
import type { Fields } from '#netlify/lib/endpoint/fields.ts';
import type { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { accountPath, placeOf, type AccountSite } from './account-site.ts';
import { lifetimesInSeconds, openAuth, type Auth, type AuthPlace } from './auth.ts';
import type { WantedMail } from './call-auth.ts';
import { findSession, type LiveSession } from './find-person.ts';
import type { Sender } from './send-afterwards.ts';

/** Somebody at a page of accounts. */
export interface AccountVisit {
  readonly request: Request;
  readonly ip: string;
  readonly context: Context;
  readonly site: AccountSite;
  readonly settings: AccountSettings;
  readonly place: Required<AuthPlace>;
  readonly database: Database;
  readonly auth: Auth;
  /** `/account/`, or the same in another language. */
  readonly home: string;
  /** Null for strangers. */
  readonly session: LiveSession | null;
  /** Has mails sent, once the answer is on its way. */
  readonly send: (mails: readonly WantedMail[]) => void;
  /** Has the newsletter's mails sent that were posted. */
  readonly drain: () => void;
}

/** What was wrong with a form, to be said on its page. */
export interface Problem {
  readonly refusal: Refusal;
  /** What was written into it; null where it could not be read. */
  readonly fields: Fields | null;
}

/** A page of accounts. */
export interface AccountPage {
  /** Looks, and changes nothing. */
  readonly show: (visit: AccountVisit, problem: Problem | null) => Promise<Response>;
  /** Does what its form asks for; null where it has none. */
  readonly act: ((visit: AccountVisit, fields: Fields) => Promise<Response>) | null;
}

interface Opening {
  readonly request: Request;
  readonly context: Context;
  readonly site: AccountSite;
  readonly settings: AccountSettings;
  readonly sender: Sender;
}

export async function openVisit(opening: Opening): Promise<AccountVisit> {
  const { request, context, site, settings, sender } = opening;
  const place = await placeOf(request, site);
  const database = openDatabase();
  return {
    request,
    ip: context.ip,
    context,
    site,
    settings,
    place,
    database,
    auth: openAuth(database, place),
    home: accountPath(settings),
    session: await findSession(request),
    send: (mails) => sender.send(mails, { site, settings, address: place.address }),
    drain: () => sender.drain(site),
  };
}

/** Whether somebody said who they are so lately that nobody else sits at their browser by now. */
export function isFresh({ createdAt }: LiveSession): boolean {
  return createdAt.getTime() > Date.now() - lifetimesInSeconds.fresh * 1000;
}
