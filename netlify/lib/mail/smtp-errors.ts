import { failed, refused, type MailResult } from './mail.ts';

/**
 * What came of a mail that Nodemailer could not hand over. Where there was no reply, the server may
 * have read the whole mail before it fell silent, if a byte of it was sent: SMTP has no way to ask.
 */
export function resultOfSmtpError(
  error: unknown,
  { hasBegun }: { readonly hasBegun: boolean },
): MailResult {
  const code = numberOf(error, 'responseCode');
  const command = textOf(error, 'command');
  if (code === null) {
    const what = textOf(error, 'originalCode') || textOf(error, 'code') || 'unknown';
    const reason = `The mail server gave no answer: ${what}.`;
    return { ...failed(reason), ...(hasBegun ? { mayHaveGone: true } : { notTaken: true }) };
  }
  const reply = textOf(error, 'response')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .slice(0, 200);
  // Replies to a login may quote it.
  const reason = `The mail server answered ${command.startsWith('AUTH') ? code : reply || code}`;
  return isAboutMail(code, command, reply)
    ? refused(reason)
    : { ...failed(reason), notTaken: true };
}

/**
 * Whether a permanent no is about the recipient or the mail. To the sender or the login it is the
 * owner's to mend, and so is 5.7 (RFC 3463: policy, such as a relay that is not allowed) and 530.
 */
function isAboutMail(code: number, command: string, reply: string): boolean {
  if (code < 500 || code === 530) return false;
  if (/^\d{3}[ -]5\.7\./u.test(reply)) return false;
  return command === 'RCPT TO' || command === 'DATA';
}

function textOf(error: unknown, name: string): string {
  const value = error instanceof Error ? Reflect.get(error, name) : null;
  return typeof value === 'string' ? value : '';
}

function numberOf(error: unknown, name: string): number | null {
  const value = error instanceof Error ? Reflect.get(error, name) : null;
  return typeof value === 'number' ? value : null;
}
