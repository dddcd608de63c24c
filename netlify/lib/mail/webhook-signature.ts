import { createHmac, timingSafeEqual } from 'node:crypto';
import { SettingError } from '#netlify/lib/env.ts';

/*
 * Signatures by Standard Webhooks (standardwebhooks.com), which Svix, and so Resend, writes with
 * headers of its own names. `v1,` and the HMAC-SHA256 of `<id>.<seconds>.<body>` in Base64; several,
 * parted by spaces, while a secret is being changed. The secret is `whsec_` and Base64.
 */

export type CheckedSignature =
  | { readonly kind: 'signed'; readonly id: string }
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'stale' };

const families = ['svix', 'webhook'] as const;

/** In both directions: a message from the future could be kept and sent again later. */
const windowInSeconds = 5 * 60;

const mostSignatures = 16;
/** Of a secret, by the standard. */
const fewestBytes = 24;

/** @throws {SettingError} for a secret that keeps nobody out. */
export function checkSignature(
  { headers, body }: { readonly headers: Headers; readonly body: Uint8Array },
  secret: string,
  now: Date,
): CheckedSignature {
  const key = readKey(secret);
  const family = families.find((name) => headers.has(`${name}-signature`));
  if (family === undefined) return { kind: 'unsigned' };
  const id = headers.get(`${family}-id`) ?? '';
  const seconds = headers.get(`${family}-timestamp`) ?? '';
  // Without dots, so that what was signed can be read in one way only.
  if (!/^[\w-]{1,128}$/u.test(id) || !/^\d{1,12}$/u.test(seconds)) return { kind: 'unsigned' };
  const expected = createHmac('sha256', key).update(`${id}.${seconds}.`).update(body).digest();
  const given = signaturesIn(headers.get(`${family}-signature`) ?? '');
  if (!given.some((one) => isEqual(one, expected))) return { kind: 'unsigned' };
  const age = now.getTime() / 1000 - Number(seconds);
  return Math.abs(age) <= windowInSeconds ? { kind: 'signed', id } : { kind: 'stale' };
}

function signaturesIn(header: string): Buffer[] {
  const found = header.slice(0, 4096).split(' ').slice(0, mostSignatures);
  return found.flatMap((one) =>
    /^v1,[A-Za-z\d+/]{43}=$/u.test(one) ? [Buffer.from(one.slice(3), 'base64')] : [],
  );
}

function isEqual(given: Buffer, expected: Buffer): boolean {
  return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
}

function readKey(secret: string): Buffer {
  const text = secret.replace(/^whsec_/u, '');
  const key = Buffer.from(text, 'base64');
  // What is no Base64 would leave an empty key, which everybody has.
  if (!/^[A-Za-z\d+/]+={0,2}$/u.test(text) || key.byteLength < fewestBytes) {
    throw new SettingError(
      'MAIL_WEBHOOK_SECRET is no secret of a webhook. It begins with whsec_, and the mail provider shows it.',
    );
  }
  return key;
}
