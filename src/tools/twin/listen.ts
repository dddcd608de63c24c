import { createServer, type Server } from 'node:http';
import { TwinError } from './twin-error.ts';

/** Listens, and says where. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', (error) => reject(explain(error, port, host)));
  server.listen(port, host, resolve);
  await promise;
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/** @throws {TwinError} where nobody could listen there now. */
export async function requireFreePort(port: number, host: string): Promise<void> {
  const server = createServer();
  await listen(server, port, host);
  await closeServer(server);
}

function explain(error: Error & { code?: string }, port: number, host: string): Error {
  const another = `Choose another one, for example: PORT=${port === 8889 ? 8890 : 8889} npm start`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new TwinError(`Port ${port} (PORT) is in use by another program. ${another}`);
    case 'EACCES':
      return new TwinError(`Port ${port} (PORT) may not be used without more rights. ${another}`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new TwinError(
        `${host} (HOST) is no address of this machine. Use 127.0.0.1 or 0.0.0.0.`,
      );
    default:
      return error;
  }
}

/** The address to open in a browser: one that listens everywhere is found on this machine. */
export function urlOf(host: string, port: number): string {
  const shown = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host) ? 'localhost' : host;
  return `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}`;
}

const longestGoodbyeInMilliseconds = 10_000;

/** Takes no more, lets answers finish, and after ten seconds hangs up on those that have not. */
export async function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), longestGoodbyeInMilliseconds);
  await promise;
  clearTimeout(timer);
}
