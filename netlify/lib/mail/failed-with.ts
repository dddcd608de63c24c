import { logFailure } from '#netlify/lib/log-failure.ts';
import { failed, type MailResult } from './mail.ts';

/** A mail that something was thrown at: it may be right later, and what it was stands in the log. */
export function failedWith(error: unknown, what: string): MailResult {
  logFailure(what, error);
  return failed(error instanceof Error ? error.message : String(error));
}
