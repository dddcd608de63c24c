import { createHash } from 'node:crypto';
import type { Auth } from './auth.ts';
import { callAuth } from './call-auth.ts';

/** Links that sign in: what the database knows of them, and whose they are. */

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
