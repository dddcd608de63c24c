import type { MailKind } from '#netlify/database/schema/newsletter.ts';
import type { Database } from '#netlify/lib/database/open-database.ts';
import {
  failed,
  refused,
  type Mail,
  type Mailer,
  type MailResult,
} from '#netlify/lib/mail/mail.ts';
import { failedWith } from '#netlify/lib/mail/failed-with.ts';
import { fillMail } from './fill-mail.ts';
import { envelopeOf, leavingBy } from './mail-envelope.ts';
import { addressOf, readSettings, type NewsletterSite } from './newsletter-site.ts';
import { cutOff, dropMail, isGivenUp, noteResult, takeDue, type Due } from './outbox-rows.ts';
import { beginLink, purposeOfMail } from './post-mail.ts';
import { makeToken } from './token.ts';

export interface Post {
  readonly database: Database;
  readonly mailer: Mailer;
  readonly site: NewsletterSite;
  /** When to stop, in milliseconds since 1970: the rest is for the next. */
  readonly until?: number;
  /** How long a carrier may take for one mail. */
  readonly patienceInMilliseconds?: number;
}

/** Shorter than a mail that was taken is ours. */
const usualPatienceInMilliseconds = 60_000;

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

async function deliver(due: Due, post: Post): Promise<boolean> {
  // Also of a mail that is not sent: a link whose time never begins would never be deleted.
  await beginLink(post.database, due);
  if (!due.holds) {
    await dropMail(post.database, due);
    return false;
  }
  const result = refusalOf(due, post) ?? (await send(due, post));
  await noteResult(post.database, due, result);
  return result.kind === 'sent';
}

/** What speaks against sending it at all. */
function refusalOf(due: Due, { mailer }: Post): MailResult | null {
  if (due.suppressed) return refused('The address is suppressed.');
  return isGivenUp(due, mailer) ? refused(cutOff) : null;
}

/** What goes wrong here may be right later: another build, another setting. */
async function send(due: Due, post: Post): Promise<MailResult> {
  const { mailer, site, patienceInMilliseconds = usualPatienceInMilliseconds } = post;
  try {
    return await sendWithin(patienceInMilliseconds, mailer, await makeMail(due, site));
  } catch (error) {
    return failedWith(error, `outbox: a mail (${due.kind}) could not be sent`);
  }
}

/** For who lives shorter than a carrier may take: what is not noted by then would count as cut off. */
async function sendWithin(milliseconds: number, mailer: Mailer, mail: Mail): Promise<MailResult> {
  const { promise, resolve } = Promise.withResolvers<MailResult>();
  const late = failed('The carrier took too long.');
  const timer = setTimeout(
    () => resolve(mailer.knowsIds ? late : { ...late, mayHaveGone: true }),
    milliseconds,
  );
  try {
    return await Promise.race([mailer.send(mail), promise]);
  } finally {
    clearTimeout(timer);
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
  const filled = fillMail(settings.mail[kind === 'invite' ? 'confirm' : kind], {
    link,
    leave,
    preferences,
  });
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
