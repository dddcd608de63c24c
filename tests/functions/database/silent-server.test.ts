import { createServer, type Server, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { closeDatabase, isUnreachable, openDatabase } from '#netlify/lib/database/open-database.ts';

/** Postgres' words for "you are let in" and "ask"; it is asked, and says nothing any more. */
const welcome = Buffer.from('R\0\0\0\u0008\0\0\0\0Z\0\0\0\u0005I', 'latin1');

let server: Server;
let asked: PromiseWithResolvers<void>;
const sockets = new Set<Socket>();

beforeEach(async () => {
  asked = Promise.withResolvers();
  server = createServer((socket) => {
    sockets.add(socket);
    socket.once('data', () => {
      socket.write(welcome);
      socket.once('data', () => asked.resolve());
    });
    // The pool breaks it off.
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : null;
  vi.stubEnv('DATABASE_URL', `postgres://nobody@127.0.0.1:${port}/none`);
});

afterEach(async () => {
  vi.useRealTimers();
  for (const socket of sockets) socket.destroy();
  await closeDatabase();
  await new Promise((resolve) => server.close(resolve));
});

it('a server that lets somebody in and says nothing more is given up, and counts as down', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answer = openDatabase()
    .execute(sql`select 1`)
    .then(
      () => null,
      (error: unknown) => error,
    );
  await asked.promise;
  await vi.advanceTimersByTimeAsync(10 * 60 * 1000);
  expect(isUnreachable(await answer)).toBe(true);
});
