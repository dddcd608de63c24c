import { createHash } from 'node:crypto';
import { verifyJWT } from 'better-auth/crypto';
import { parseMailAddress } from '#netlify/lib/newsletter/mail-address.ts';
import type { Auth } from './auth.ts';
import { callAuth } from './call-auth.ts';

/** Links in mails: what is known of them, and whose they are. */

export function hashLinkToken(token: string): string {
  return createHash('sha256').update(`link:${token}`).digest('base64url');
}

/** Whom a link would sign in; null where it is too old, used, or nobody's. Changes nothing. */
export async function addressOfLink(auth: Auth, token: string): Promise<string | null> {
  if (!/^[\w-]{43}$/u.test(token)) return null;
  const { internalAdapter } = await auth.$context;
  const { result: found } = await callAuth(() =>
    internalAdapter.findVerificationValue(`magic-link:${hashLinkToken(token)}`),
  );
  if (!found || found.expiresAt < new Date()) return null;
  // Written by better-auth.
  const { email } = JSON.parse(found.value) as { readonly email: string };
  return email;
}

/**
 * Whose address a link would confirm; null where it is too old, or was not made here. The database has
 * nothing of it: what it holds is signed.
 */
export async function addressOfConfirmation(auth: Auth, token: string): Promise<string | null> {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/u.test(token)) return null;
  const { secret } = await auth.$context;
  const signed = await verifyJWT<{ readonly email?: unknown }>(token, secret);
  return typeof signed?.email === 'string' ? parseMailAddress(signed.email) : null;
}
