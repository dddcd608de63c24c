import { createHmac, timingSafeEqual } from 'node:crypto';

/** A message, as it arrived. */
export interface SignedMessage {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export type CheckedMessage =
  | { readonly kind: 'signed'; readonly signature: string }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'stale' };

/** Contentful signs what it sends again anew: this is for a slow network, and for functions that wake. */
const oldestInMilliseconds = 5 * 60 * 1000;
/** A message from the future could be kept and sent once it is forgotten that it came. */
const earliestInMilliseconds = 60 * 1000;

const signedHeaders = 'x-contentful-signed-headers';
const timestamp = 'x-contentful-timestamp';

/**
 * Checks a message of Contentful: the HMAC-SHA256 of method, path, the headers that it names, by name,
 * and body.
 *
 * @see https://www.contentful.com/developers/docs/webhooks/request-verification/
 */
export function checkMessage(message: SignedMessage, secret: string, now: Date): CheckedMessage {
  const { headers } = message;
  const signature = headers.get('x-contentful-signature') ?? '';
  const names = namesIn(headers.get(signedHeaders) ?? '');
  const milliseconds = headers.get(timestamp) ?? '';
  const isWhole = /^[\da-f]{64}$/.test(signature) && /^\d{1,15}$/.test(milliseconds);
  // What is not signed could be changed on the way.
  if (!isWhole || !names.includes(timestamp)) return { kind: 'unsigned' };
  const expected = createHmac('sha256', secret).update(headOf(message, names)).update(message.body);
  if (!timingSafeEqual(Buffer.from(signature, 'hex'), expected.digest())) {
    return { kind: 'unsigned' };
  }
  const age = now.getTime() - Number(milliseconds);
  const isTimely = age <= oldestInMilliseconds && age >= -earliestInMilliseconds;
  return isTimely ? { kind: 'signed', signature } : { kind: 'stale' };
}

const mostNames = 64;

function namesIn(header: string): string[] {
  const names = header.split(',', mostNames).map((name) => name.trim().toLowerCase());
  return [...new Set(names)].filter((name) => /^[\w-]+$/.test(name)).toSorted();
}

function headOf({ method, url, headers }: SignedMessage, names: readonly string[]): string {
  const { pathname, search } = new URL(url);
  const lines = names.map((name) => `${name}:${headers.get(name)?.trim() ?? ''}`);
  return `${method}\n${pathname}${search}\n${lines.join(';')}\n`;
}
