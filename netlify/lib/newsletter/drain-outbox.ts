import { sql } from 'drizzle-orm';
import type { MailKind } from '#netlify/database/schema/newsletter.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import {
  refused,
  type FailedMail,
  type Mail,
  type Mailer,
  type MailResult,
} from '#netlify/lib/mail/mail.ts';
import { failedWith } from '#netlify/lib/mail/failed-with.ts';
import { waitInSeconds } from './backoff.ts';
import { fillMail } from './fill-mail.ts';
import { envelopeOf, leavingBy } from './mail-envelope.ts';
import { addressOf, readSettings, type NewsletterSite } from './newsletter-site.ts';
import { purposeOfMail } from './post-mail.ts';
import { isSuppressed } from './suppression.ts';
import { makeToken } from './token.ts';

export interface Post {
  readonly database: Database;
  readonly mailer: Mailer;
  readonly site: NewsletterSite;
  /** When to stop, in milliseconds since 1970: the rest is for the next. */
  readonly until?: number;
}

interface Due extends Record<string, unknown> {
  readonly id: string;
  readonly kind: MailKind;
  readonly attempts: number;
  readonly address: string;
  readonly locale: string;
  readonly suppressed: boolean;
  /** Whether what it says still holds. */
  readonly holds: boolean;
}

/** For how long a mail that was taken is ours, and after how many attempts it is set aside. */
const taking = { holdInSeconds: 120, attempts: 12 } as const;

/**
 * Of a mail whose receipt was lost there may be two: these are asked for, and to get one twice does
 * less harm than to wait for it in vain. There are never more.
 */
const mostWhereItMayHaveGone = 2;

/**
 * Sends what is due in the outbox. What cannot be sent now stays, for later; what never can be is set
 * aside. Several may do this at once, and one may be killed: a mail that is held for too long is
 * taken by the next, with the same id, by which a carrier knows it.
 *
 * @returns how many were sent
 */
export async function drainOutbox(post: Post): Promise<number> {
  if (!post.site.mayMail) return 0;
  let sent = 0;
  for (;;) {
    const due = await takeDue(post.database);
    if (due === null) return sent;
    sent += (await deliver(due, post)) ? 1 : 0;
    if (Date.now() >= (post.until ?? Infinity)) return sent;
  }
}

/** The next mail, alone: what is taken counts as tried. */
async function takeDue(database: Database): Promise<Due | null> {
  const [due] = await rowsOf<Due>(
    database,
    sql`update outbox o set attempts = o.attempts + 1,
        due_at = now() + ${taking.holdInSeconds} * interval '1 second'
      from subscribers s
      where s.id = o.subscriber_id and o.id in (
        select id from outbox where due_at <= now() order by due_at limit 1
        for update skip locked)
      returning o.id, o.kind, o.attempts, s.address, s.locale, ${isSuppressed('s.address')} as suppressed,
        case o.kind when 'confirm' then s.status = 'pending'
          when 'welcome' then s.status = 'confirmed' when 'already' then s.status = 'confirmed'
          else true end as holds`,
  );
  return due ?? null;
}

async function deliver(due: Due, post: Post): Promise<boolean> {
  if (!due.holds) {
    // Who has left is not welcomed, and who has confirmed is not asked again.
    await post.database.execute(sql`delete from outbox where id = ${due.id}`);
    return false;
  }
  const result = due.suppressed ? refused('The address is suppressed.') : await send(due, post);
  await note(due, result, post.database);
  return result.kind === 'sent';
}

/** What goes wrong here may be right later: another build, another setting. */
async function send(due: Due, { mailer, site }: Post): Promise<MailResult> {
  try {
    return await mailer.send(await makeMail(due, site));
  } catch (error) {
    return failedWith(error, `outbox: a mail (${due.kind}) could not be sent`);
  }
}

async function makeMail(
  { id, kind, address: to, locale }: Due,
  site: NewsletterSite,
): Promise<Mail> {
  const settings = await readSettings(site, locale);
  const envelope = envelopeOf(settings, addressOf(site, settings));
  const { leave, preferences, headers } = leavingBy(makeToken('leave', id), envelope);
  const link = linkOf({ id, kind, preferences }, envelope.address);
  const filled = fillMail(settings.mail[kind], { link, leave, preferences });
  return { id, to, from: envelope.from, replyTo: envelope.replyTo, headers, ...filled };
}

function linkOf(
  { id, kind, preferences }: { id: string; kind: MailKind; preferences: string },
  address: string,
): string {
  const purpose = purposeOfMail[kind];
  if (purpose === null) return preferences;
  const token = makeToken(purpose, id);
  return purpose === 'confirm'
    ? `${address}/newsletter/confirm?token=${token}`
    : `${address}/newsletter/preferences?${purpose}=${token}`;
}

async function note({ id, attempts }: Due, result: MailResult, database: Database): Promise<void> {
  if (result.kind === 'sent') {
    await database.execute(
      sql`update outbox set sent_at = now(), due_at = null, last_error = null where id = ${id}`,
    );
  } else if (result.kind === 'refused' || attempts >= mostAttempts(result)) {
    await database.execute(
      sql`update outbox set set_aside_at = now(), due_at = null, last_error = ${result.reason}
        where id = ${id}`,
    );
  } else {
    const wait = waitInSeconds(attempts, { atLeast: result.retryAfterInSeconds ?? 0 });
    await database.execute(
      sql`update outbox set due_at = now() + ${wait} * interval '1 second',
        last_error = ${result.reason} where id = ${id}`,
    );
  }
}

function mostAttempts({ mayHaveGone }: FailedMail): number {
  return mayHaveGone ? mostWhereItMayHaveGone : taking.attempts;
}
