import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { TokenPurpose } from '#netlify/database/schema/newsletter.ts';
import { readSecret } from '#netlify/lib/env.ts';

/*
 * Links in mails. A token follows from the secret and from what it was made for, so that a mail that
 * is sent again after a crash is the same mail; the database knows its SHA-256 only, and neither
 * tells the other.
 */

/** 43 characters that can stand in an address. */
export function makeToken(purpose: TokenPurpose, id: string): string {
  return createHmac('sha256', readSecret()).update(`token:${purpose}:${id}`).digest('base64url');
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Whether a text can be a token at all: what else strangers send is not looked up. */
export function isTokenShaped(text: string | null): text is string {
  return text !== null && /^[\w-]{43}$/u.test(text);
}

/** A signature of `text` for one use, and whether one is right. */
export function sign(use: string, text: string): string {
  return createHmac('sha256', readSecret()).update(`${use}:${text}`).digest('base64url');
}

export function isSignedBy(use: string, text: string, signature: string): boolean {
  const [right, given] = [Buffer.from(sign(use, text)), Buffer.from(signature)];
  return right.byteLength === given.byteLength && timingSafeEqual(right, given);
}
