import type { Readable } from 'node:stream';
import { createTransport, type Transporter } from 'nodemailer';
import { SettingError } from '#netlify/lib/env.ts';
import { messageIdOf, toNodemailer } from './compose.ts';
import { refusalOf } from './guard.ts';
import { failed, type Mail, type Mailer, type MailResult } from './mail.ts';
import { resultOfSmtpError } from './smtp-errors.ts';

/*
 * Any SMTP server. `SMTP_URL` is `smtp://user:password@host:587` (STARTTLS) or
 * `smtps://user:password@host:465`; Nodemailer's options may follow as a query, such as
 * `?requireTLS=false` or `?tls.rejectUnauthorized=false` for a server that cannot do better.
 *
 * Connections live as long as a batch: a function is frozen between two calls, and a connection
 * that was left open is dead when it wakes.
 */

export interface SmtpOptions {
  readonly url: string;
  /** How long the server may be silent; 30 seconds unless given. */
  readonly patienceInMilliseconds?: number;
}

const connectionsOfABatch = 3;

export function createSmtpMailer({ url, patienceInMilliseconds = 30_000 }: SmtpOptions): Mailer {
  const server = readServer(url);

  async function sendBatch(mails: readonly Mail[]): Promise<readonly MailResult[]> {
    const transport = createTransport({
      url,
      pool: true,
      maxConnections: connectionsOfABatch,
      // A mail whose connection broke may be with the server already: who hands it over again decides.
      maxRequeues: 0,
      requireTLS: !server.isSecure && !server.isThisMachine,
      connectionTimeout: Math.min(patienceInMilliseconds, 10_000),
      greetingTimeout: Math.min(patienceInMilliseconds, 10_000),
      dnsTimeout: Math.min(patienceInMilliseconds, 10_000),
      socketTimeout: patienceInMilliseconds,
    });
    // Said of connections that nobody waits for; those that somebody does are answered for below.
    transport.on('error', () => undefined);
    const hasBegun = watchMessages(transport);
    const sendOne = async (mail: Mail): Promise<MailResult> => {
      const refusal = refusalOf(mail);
      if (refusal !== null) return refusal;
      try {
        await transport.sendMail(toNodemailer(mail));
        return { kind: 'sent' };
      } catch (error) {
        return resultOfSmtpError(error, { hasBegun: hasBegun(messageIdOf(mail)) });
      }
    };
    try {
      return await Promise.all(mails.map(sendOne));
    } finally {
      transport.close();
    }
  }

  return {
    knowsIds: false,
    // Of a batch that is cut off nobody knows what went.
    batchSize: 20,
    send: async (mail) => (await sendBatch([mail]))[0] ?? noResult,
    sendBatch,
  };
}

/**
 * Tells by its Message-ID whether a byte of a message was asked for: Nodemailer does so when the
 * server has said that it will read. Its errors do not tell how far it had come.
 */
function watchMessages(transport: Transporter): (messageId: string) => boolean {
  const streams = new Map<string, Readable>();
  transport.use('stream', ({ message }, done) => {
    const open = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const stream = open(options);
      streams.set(message.messageId(), stream);
      return stream;
    };
    done();
  });
  return (messageId) => streams.get(messageId)?.readableDidRead ?? false;
}

const noResult = failed('The mail server gave no answer.');

interface Server {
  readonly isSecure: boolean;
  readonly isThisMachine: boolean;
}

/** @throws {SettingError} without a word of the URL: there is a password in it. */
function readServer(url: string): Server {
  const parsed = URL.parse(url);
  if (parsed === null || !/^smtps?:$/u.test(parsed.protocol) || parsed.hostname === '') {
    throw new SettingError(
      'SMTP_URL is no address of a mail server. It looks like smtp://user:password@mail.example.org:587.',
    );
  }
  return {
    isSecure: parsed.protocol === 'smtps:',
    isThisMachine: ['localhost', '127.0.0.1', '[::1]'].includes(parsed.hostname),
  };
}
