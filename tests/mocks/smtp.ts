import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/*
 * An SMTP server that is as small as one can be (RFC 5321, without TLS and login). By the command,
 * or `END` for the dot after a mail, it can be told what to reply.
 */

export type SmtpCommand = 'GREETING' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'END';

/** A reply such as `550 5.1.1 No such user`, or none: the connection is cut, or nothing is said. */
export type SmtpReply = string | 'hang-up' | 'silence';

export interface SmtpMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
}

export interface SmtpMock {
  readonly port: number;
  readonly mails: SmtpMail[];
  /** What is replied instead, for an address or for all (`*`). */
  readonly replies: Map<SmtpCommand | `RCPT ${string}`, SmtpReply>;
  readonly connections: () => number;
  close: () => Promise<void>;
}

export async function startSmtp(): Promise<SmtpMock> {
  const sockets = new Set<Socket>();
  const mails: SmtpMail[] = [];
  const replies: SmtpMock['replies'] = new Map();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    void converse(socket, mails, replies);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    mails,
    replies,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

async function converse(socket: Socket, mails: SmtpMail[], replies: SmtpMock['replies']) {
  const say = (reply: SmtpReply): void => {
    if (reply === 'hang-up') socket.destroy();
    else if (reply !== 'silence') socket.write(`${reply}\r\n`);
  };
  let from = '';
  let to: string[] = [];
  let source: string[] | null = null;
  say(replies.get('GREETING') ?? '220 mock ESMTP');
  for await (const line of createInterface({ input: socket })) {
    if (source !== null) {
      if (line !== '.') {
        source.push(line.replace(/^\./u, ''));
        continue;
      }
      const reply = replies.get('END') ?? '250 taken';
      if (reply.startsWith('250') || !/^\d/u.test(reply))
        mails.push({ from, to, source: source.join('\r\n') });
      source = null;
      say(reply);
      continue;
    }
    const [, command = '', rest = ''] = /^(\w+)\s*(.*)$/u.exec(line) ?? [];
    const address = /<(.*?)>/u.exec(rest)?.[1] ?? '';
    switch (command.toUpperCase()) {
      case 'EHLO':
        say(replies.get('EHLO') ?? '250 mock');
        break;
      case 'MAIL':
        [from, to] = [address, []];
        say(replies.get('MAIL') ?? '250 ok');
        break;
      case 'RCPT': {
        const reply = replies.get(`RCPT ${address}`) ?? replies.get('RCPT') ?? '250 ok';
        if (reply.startsWith('250')) to.push(address);
        say(reply);
        break;
      }
      case 'DATA': {
        const reply = replies.get('DATA') ?? '354 go on';
        if (reply.startsWith('354')) source = [];
        say(reply);
        break;
      }
      case 'STARTTLS':
        say('502 not here');
        break;
      case 'QUIT':
        say('221 bye');
        socket.end();
        break;
      default:
        say('250 ok');
    }
  }
}
