import addressparser from 'nodemailer/lib/addressparser';
import { failed, refused, type Mail, type MailResult } from './mail.ts';

/*
 * What is looked at before any carrier gets a mail. Whatever a stranger wrote into a form stays one
 * value of one header: it begins no further header, and it adds nobody to those who are written to.
 */

/** Headers that follow from the rest of a mail: a second one would contradict the first, or add readers. */
const ownHeaders = new Set([
  'from',
  'sender',
  'to',
  'cc',
  'bcc',
  'reply-to',
  'subject',
  'date',
  'message-id',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  'return-path',
  'received',
  'dkim-signature',
]);

/** Null for a mail that may be handed over. Reasons name the field and never what is in it. */
export function refusalOf(mail: Mail): MailResult | null {
  // The owner's settings, the same in every mail: once they are mended, the mails go.
  if (!isOneMailbox(mail.from)) return failed('The sender (MAIL_FROM) is not one address.');
  if (mail.replyTo !== null && !isOneMailbox(mail.replyTo))
    return failed('The address for replies is not one address.');
  if (!isOneMailbox(mail.to)) return refused('The recipient is not one address.');
  if (!isOneLine(mail.subject)) return refused('The subject is not one line.');
  const header = Object.entries(mail.headers).find((pair) => !isHeader(pair));
  return header === undefined ? null : refused('A header is not one line, or is not its own.');
}

function isHeader([name, value]: readonly [string, string]): boolean {
  const isName = /^[a-z\d-]{1,76}$/iu.test(name);
  return isName && !ownHeaders.has(name.toLowerCase()) && isOneLine(value);
}

function isOneMailbox(text: string): boolean {
  if (!isOneLine(text) || text.length > 998) return false;
  const [mailbox, ...others] = addressparser(text, { flatten: true });
  if (mailbox === undefined || others.length > 0) return false;
  return /^[^\s@<>]+@[^\s@<>,;]+$/u.test(mailbox.address);
}

/** No end of a line by anybody's reading, and nothing else that is not to be seen. */
function isOneLine(text: string): boolean {
  return text.isWellFormed() && !/[\p{Cc}\u2028\u2029]/u.test(text);
}
