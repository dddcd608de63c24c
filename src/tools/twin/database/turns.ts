/**
 * The embedded Postgres has one session, shared by all connections: without order, a query of one
 * request lands in the transaction of another, and is rolled back or committed with it. This stands
 * in front of it and gives a connection the session until its transaction has ended.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Log } from '#src/tools/twin/log.ts';
import { clientMessages, serverMessages } from './postgres-messages.ts';
import { Queue, Turn } from './turn.ts';

export interface Turns {
  readonly port: number;
  stop: () => Promise<void>;
}

export async function startTurns(databasePort: number, log: Log): Promise<Turns> {
  const queue = new Queue();
  const clients = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    const database = connect({ port: databasePort, host: 'localhost', noDelay: true });
    void serve(client, database, new Turn(queue, log));
  });
  const port = await listenOnLoopback(server);
  return {
    port,
    stop: async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      for (const client of clients) client.destroy();
      await promise;
    },
  };
}

async function listenOnLoopback(server: Server): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No port was given.');
  return address.port;
}

async function serve(client: Socket, database: Socket, turn: Turn): Promise<void> {
  const answers = passAnswers(database, client, turn);
  await passQuestions(client, database, turn);
  await turn.abandon(database);
  database.end();
  await answers;
}

async function passQuestions(client: Socket, database: Socket, turn: Turn): Promise<void> {
  let hasStarted = false;
  try {
    for await (const message of clientMessages(client)) {
      if (hasStarted) await turn.takeFor(message, () => client.destroy());
      hasStarted = true;
      database.write(message);
    }
  } catch {
    // The connection broke; what it left open is rolled back next.
  }
}

async function passAnswers(database: Socket, client: Socket, turn: Turn): Promise<void> {
  try {
    for await (const message of serverMessages(database)) {
      if (client.writable) client.write(message);
      turn.note(message);
    }
  } catch {
    // The database stopped.
  }
  turn.end();
  client.destroy();
}
