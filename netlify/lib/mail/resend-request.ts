import { readAtMost } from '#netlify/lib/read-at-most.ts';
import { readRetryAfter } from './retry-after.ts';

export interface ResendRequest {
  readonly path: '/emails' | '/emails/batch';
  readonly idempotencyKey: string;
  readonly body: unknown;
  readonly patienceInMilliseconds: number;
}

export type ResendAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Null if it is no JSON, or too much of it. */
      readonly body: unknown;
      /** Null if the body does not speak of an error as Resend does. */
      readonly error: { readonly name: string; readonly message: string } | null;
      readonly retryAfterInSeconds: number | null;
    }
  | {
      readonly kind: 'silence';
      readonly reason: string;
      /** Whether nobody can have read the question: there was no connection. */
      readonly isUnheard: boolean;
    };

/** These happen before anything is said, to a name, a way there, or a door. */
const beforeAConnection: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const largestAnswerInBytes = 64 * 1024;

/** Asks Resend. Nothing that it answers carries the key, whatever the other side sent back. */
export async function askResend(
  { key, baseUrl }: { readonly key: string; readonly baseUrl: string },
  request: ResendRequest,
): Promise<ResendAnswer> {
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/u, '')}${request.path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': request.idempotencyKey,
        'user-agent': 'Broadsheet',
      },
      body: JSON.stringify(request.body),
      // To somebody else the key does not go.
      redirect: 'manual',
      signal: AbortSignal.timeout(request.patienceInMilliseconds),
    });
    const body = parse(await readAtMost(response.body, largestAnswerInBytes));
    return {
      kind: 'answer',
      status: response.status,
      body,
      error: errorIn(body, key),
      retryAfterInSeconds: readRetryAfter(response.headers.get('retry-after'), new Date()),
    };
  } catch (error) {
    const name = nameOf(error);
    return {
      kind: 'silence',
      reason: `Resend gave no answer: ${name}.`,
      isUnheard: beforeAConnection.has(name),
    };
  }
}

function parse(bytes: Buffer | null): unknown {
  try {
    return JSON.parse(bytes?.toString('utf8') ?? '');
  } catch {
    return null;
  }
}

function errorIn(body: unknown, key: string): { name: string; message: string } | null {
  if (typeof body !== 'object' || body === null) return null;
  const name = readable(Reflect.get(body, 'name'), key);
  const message = readable(Reflect.get(body, 'message'), key);
  return name === '' && message === '' ? null : { name, message };
}

/** A short line, without the key. */
function readable(value: unknown, key: string): string {
  if (typeof value !== 'string') return '';
  return value
    .replaceAll(key, '…')
    .replaceAll(/\p{Cc}+/gu, ' ')
    .slice(0, 200);
}

/** What happened, without the sentence: that may quote what was sent, the key among it. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'it took too long';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string')
    return cause.code;
  return 'the connection failed';
}
