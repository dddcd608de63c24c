import { createHash } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import addressparser from 'nodemailer/lib/addressparser';
import type { Mail } from './mail.ts';

/** A mail in Nodemailer's words. The mail has passed the guard. */
export function toNodemailer(mail: Mail): SendMailOptions {
  return {
    from: mail.from,
    to: mail.to,
    ...(mail.replyTo !== null && { replyTo: mail.replyTo }),
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: mail.headers,
    messageId: messageIdOf(mail),
    // A text is a text, and never the path of a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** The same for the same mail: a mailbox that gets it twice can see that it is one. */
export function messageIdOf({ id, from }: Mail): string {
  const [sender] = addressparser(from, { flatten: true });
  const domain = sender?.address.split('@').at(-1) ?? 'localhost';
  return `<${idInFileName(id)}@${domain}>`;
}

/** An id as it may stand in a Message-ID and in the name of a file on any system. */
export function idInFileName(id: string): string {
  if (/^[a-z\d][a-z\d-]{0,63}$/u.test(id)) return id;
  return createHash('sha256').update(id).digest('hex').slice(0, 40);
}
