import type { Context } from '@netlify/functions';
import { sql } from 'drizzle-orm';
import { answerAccount } from '#netlify/lib/accounts/answer-account.ts';
import type { WantedMail } from '#netlify/lib/accounts/call-auth.ts';
import type { Database } from '#netlify/lib/database/open-database.ts';
import type { NewsletterSite } from '#netlify/lib/newsletter/newsletter-site.ts';
import { measureRun, type Run } from './measure-run.ts';
import { since, type Counts, type Recorder } from './statements.ts';

/*
 * What it costs to know who somebody is, which whatever is for members does first. Asked is the
 * shortest page that depends on it: `/account/?returnTo=…`, which leads on whoever is signed in.
 */

const visitors = 50;
const runs = [
  { inFlight: 1, requests: 1000 },
  { inFlight: 50, requests: 4000 },
] as const;

export interface SessionResults {
  readonly runs: readonly Run[];
  /** Of one request. */
  readonly counts: Counts;
}

/** Adds people, each with a password and two browsers. */
export async function fillAccounts(database: Database, people: number): Promise<void> {
  const ids = sql`select 'person' || n as id from generate_series(1, ${people}::int) as n`;
  await database.execute(sql`insert into users (id, name, email, email_verified)
    select id, id, id || '@mail.example', true from (${ids}) as ids`);
  await database.execute(sql`insert into accounts (id, user_id, provider_id, account_id)
    select id, id, 'credential', id from (${ids}) as ids`);
  await database.execute(sql`insert into sessions (id, token, user_id, expires_at)
    select id || '-' || browser, encode(sha256(convert_to(id || '-' || browser, 'UTF8')), 'hex'),
      id, now() + interval '14 days' from (${ids}) as ids, generate_series(1, 2) as browser`);
}

/** Signs fifty in by mailed links, and has pages ask who they are. */
export async function measureSessions(
  site: NewsletterSite,
  recorder: Recorder,
): Promise<SessionResults> {
  const cookies: string[] = [];
  recorder.keepAs('signing in');
  for (let at = 0; at < visitors; at += 1) cookies.push(await signIn(site, at));
  recorder.keepAs(null);
  let number = 0;
  const next = (): Promise<void> => check(site, cookies[(number += 1) % visitors] ?? '');
  for (const _ of cookies) await next();
  const before = recorder.counts();
  recorder.keepAs('a session');
  await next();
  recorder.keepAs(null);
  const counts = since(before, recorder.counts());
  const measured: Run[] = [];
  for (const run of runs) {
    measured.push(await measureRun(run, next));
    console.error(`asked ${run.requests} times who somebody is, ${run.inFlight} in flight`);
  }
  return { runs: measured, counts };
}

async function check(site: NewsletterSite, cookie: string): Promise<void> {
  const answer = await visit(site, { path: '?returnTo=/about/', cookie });
  const location = answer.headers.get('location');
  if (location !== '/about/') throw new Error(`Somebody who is signed in is led to ${location}.`);
}

/** Answers the cookie that somebody has then. */
async function signIn(site: NewsletterSite, at: number): Promise<string> {
  const mails: WantedMail[] = [];
  await visit(site, { path: 'link', at, mails, fields: { email: `visitor${at}@mail.example` } });
  const token = mails[0]?.token ?? '';
  const answer = await visit(site, { path: 'enter', at, fields: { token } });
  const [cookie = ''] = answer.headers.getSetCookie();
  if (answer.status !== 303) throw new Error(`A link signs nobody in: ${answer.status}.`);
  return cookie.split(';')[0] ?? '';
}

interface Visiting {
  readonly path: string;
  readonly at?: number;
  readonly cookie?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly mails?: WantedMail[];
}

function visit(
  { origin }: NewsletterSite,
  { path, at = 0, cookie, fields, mails }: Visiting,
): Promise<Response> {
  const headers = { Origin: origin, ...(cookie !== undefined && { Cookie: cookie }) };
  const body = fields && new URLSearchParams(fields);
  const request = new Request(`${origin}/account/${path}`, {
    headers,
    ...(body && { method: 'POST', body }),
  });
  const context = {
    ip: `10.1.0.${at}`,
    deploy: { context: 'dev', id: '0', published: false },
    site: { id: '0', name: 'bench', url: origin },
    // What functions ask of it is all that it has.
  } as unknown as Context;
  const sender = {
    send: (wanted: readonly WantedMail[]) => void mails?.push(...wanted),
    drain: () => undefined,
  };
  return answerAccount({ request, context, sender, pace: 0 });
}
