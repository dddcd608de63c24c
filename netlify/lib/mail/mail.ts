/*
 * Mail, whoever carries it: Resend, an SMTP server, or the inbox on disk of the owner's machine.
 */

export interface Mail {
  /** The same when the same mail is handed over again: a carrier that knows it sends it once. */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly replyTo: string | null;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Beside those that follow from the rest, for example List-Unsubscribe. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What became of one mail. */
export type MailResult =
  | { readonly kind: 'sent' }
  /** This mail will never go: the carrier refuses the address or the mail itself. */
  | { readonly kind: 'refused'; readonly reason: string }
  | FailedMail;

/** It may go later: the carrier is down, or asks for patience. */
export interface FailedMail {
  readonly kind: 'failed';
  readonly reason: string;
  readonly retryAfterInSeconds: number | null;
  /** Set where the carrier may have taken it all the same, and will not know it again. */
  readonly mayHaveGone?: true;
  /** Set where the carrier certainly did not take it: it may go again in other company. */
  readonly notTaken?: true;
}

export function refused(reason: string): MailResult {
  return { kind: 'refused', reason };
}

export function failed(reason: string, retryAfterInSeconds: number | null = null): FailedMail {
  return { kind: 'failed', reason, retryAfterInSeconds };
}

/**
 * What became of mails that were handed over together, in their order; `apart` where the carrier took
 * none because it dislikes one of them and does not say which. Each is then handed over by itself, and
 * never again with others: the carrier knows it by its own id only.
 */
export type BatchResult = readonly MailResult[] | 'apart';

/** What a carrier reports of a mail that it took. */
export interface MailReport {
  /** The carrier's name for this report, the same when it is sent again. */
  readonly id: string;
  readonly kind: 'bounced' | 'delayed' | 'complained';
  readonly addresses: readonly string[];
}

export interface Mailer {
  /** Whether a mail that is handed over twice with the same id is sent once. */
  readonly knowsIds: boolean;
  /** How many mails are best handed over together. */
  readonly batchSize: number;
  readonly send: (mail: Mail) => Promise<MailResult>;
  /**
   * Hands mails over together, at most {@link batchSize}. `batchId` is the same when the same mails
   * are handed over again, in the same order.
   */
  readonly sendBatch: (mails: readonly Mail[], batchId: string) => Promise<BatchResult>;
}
