import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/*
 * Resend as far as Broadsheet asks it: mails one by one and in batches, each key once. What it is
 * to answer instead can be put in line; the line is used up first.
 */

export interface ScriptedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text as it is, anything else as JSON. */
  readonly body?: unknown;
}

/**
 * An answer, no answer at all (`silence`), a connection that is cut (`hang-up`), or one that is cut
 * when the mails have gone (`lost`).
 */
export type Scripted = ScriptedAnswer | 'silence' | 'hang-up' | 'lost';

export interface ResendRequest {
  readonly path: string;
  readonly key: string | null;
  readonly authorization: string | null;
  readonly body: unknown;
}

export interface ResendMock {
  readonly url: string;
  readonly requests: ResendRequest[];
  /** Whom a mail was sent to, in order. */
  readonly sentTo: string[];
  /** Addresses that are refused, and with them the batch that they are in. */
  readonly badAddresses: Set<string>;
  /** What the next requests get. */
  readonly script: Scripted[];
  close: () => Promise<void>;
}

interface State extends Omit<ResendMock, 'url' | 'close'> {
  readonly remembered: Map<string, { readonly payload: string; readonly answer: ScriptedAnswer }>;
}

export async function startResend(): Promise<ResendMock> {
  const state: State = {
    requests: [],
    sentTo: [],
    badAddresses: new Set(),
    script: [],
    remembered: new Map(),
  };
  const server = createServer((incoming, outgoing) => {
    void serve(state, incoming, outgoing);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    ...state,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}

async function serve(state: State, incoming: IncomingMessage, outgoing: ServerResponse) {
  const payload = await text(incoming).catch(() => '');
  const key = incoming.headers['idempotency-key'];
  const request = {
    path: incoming.url ?? '',
    key: typeof key === 'string' ? key : null,
    authorization: incoming.headers.authorization ?? null,
    body: JSON.parse(payload) as unknown,
  };
  state.requests.push(request);
  const scripted = state.script.shift() ?? answer(state, request, payload);
  if (scripted === 'silence') return;
  if (scripted === 'lost') answer(state, request, payload);
  if (scripted === 'hang-up' || scripted === 'lost') {
    incoming.socket.destroy();
    return;
  }
  const { status, headers = {}, body = '' } = scripted;
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
  outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function answer(state: State, { path, key, body }: ResendRequest, payload: string): ScriptedAnswer {
  const remembered = state.remembered.get(`${path} ${key}`);
  if (remembered?.payload === payload) return remembered.answer;
  if (remembered !== undefined)
    return resendError(409, 'invalid_idempotent_request', 'This key was used for other mails.');
  const addresses = [body].flat().map(addressOf);
  const bad = addresses.find((address) => state.badAddresses.has(address));
  if (bad !== undefined) return resendError(422, 'validation_error', 'Invalid `to` field.');
  state.sentTo.push(...addresses);
  const receipts = addresses.map((address) => ({ id: `receipt-${address}` }));
  const given = { status: 200, body: Array.isArray(body) ? { data: receipts } : receipts[0] };
  state.remembered.set(`${path} ${key}`, { payload, answer: given });
  return given;
}

function addressOf(mail: unknown): string {
  const to: unknown = typeof mail === 'object' && mail !== null ? Reflect.get(mail, 'to') : null;
  return String([to].flat()[0]);
}

export function resendError(statusCode: number, name: string, message = ''): ScriptedAnswer {
  return { status: statusCode, body: { statusCode, name, message } };
}
