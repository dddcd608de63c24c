import type { GenericOAuthConfig } from 'better-auth/plugins/generic-oauth';
import type { Database } from '#netlify/lib/database/open-database.ts';
import type { GitHubSettings } from '#netlify/lib/env.ts';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { parseMailAddress } from '#netlify/lib/newsletter/mail-address.ts';
import { readAtMost } from '#netlify/lib/read-at-most.ts';
import { dropUnproven } from './unproven.ts';

/*
 * GitHub, as better-auth's generic provider: its own for GitHub asks addresses that are fixed, waits
 * for as long as they take, and takes a profile's address even where nobody has confirmed it.
 */

const mostBytes = 256 * 1024;
const longestInMilliseconds = 8000;

/** What GitHub says cannot be used: it is down, slow, or says something else. */
class GitHubError extends Error {
  override readonly name = 'GitHubError';
}

export function gitHubProvider(settings: GitHubSettings, database: Database): GenericOAuthConfig {
  const { clientId, clientSecret, baseUrl, apiUrl } = settings;
  return {
    providerId: 'github',
    clientId,
    clientSecret,
    authorizationUrl: `${baseUrl}/login/oauth/authorize`,
    tokenUrl: `${baseUrl}/login/oauth/access_token`,
    // Id and name are everybody's to read.
    scopes: ['user:email'],
    pkce: true,
    getToken: async ({ code, redirectURI, codeVerifier }) => {
      if (codeVerifier === undefined) throw failure('there is no verifier');
      const body = new URLSearchParams({
        client_id: clientId,
        client_secret: clientSecret,
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectURI,
        code_verifier: codeVerifier,
      });
      const answer = await ask(`${baseUrl}/login/oauth/access_token`, { method: 'POST', body });
      const accessToken = textOf(answer, 'access_token');
      if (accessToken === null) throw failure('it gives no token');
      return { accessToken };
    },
    getUserInfo: async ({ accessToken }) => {
      const headers = { Authorization: `Bearer ${accessToken}` };
      const [profile, emails] = await Promise.all([
        ask(`${apiUrl}/user`, { headers }),
        ask(`${apiUrl}/user/emails`, { headers }),
      ]);
      const id = isObject(profile) && Number.isSafeInteger(profile['id']) ? profile['id'] : null;
      const email = confirmedAddress(emails);
      // Without an address that GitHub has confirmed nobody is let in.
      if (typeof id !== 'number' || id <= 0 || email === null) return null;
      await dropUnproven(database, email);
      const name = textOf(profile, 'name') ?? textOf(profile, 'login') ?? '';
      return { id: String(id), name, email, emailVerified: true };
    },
  };
}

/** The address that GitHub calls somebody's first and has confirmed; null where there is none. */
function confirmedAddress(emails: unknown): string | null {
  if (!Array.isArray(emails)) return null;
  const first: unknown = emails.find(
    (one: unknown) => isObject(one) && one['primary'] === true && one['verified'] === true,
  );
  const address = textOf(first, 'email');
  return address === null ? null : parseMailAddress(address);
}

/** Asks GitHub for JSON. @throws GitHubError, whatever it is that goes wrong */
async function ask(url: string, options: RequestInit): Promise<unknown> {
  try {
    const headers = new Headers(options.headers);
    headers.set('Accept', 'application/json');
    headers.set('User-Agent', 'broadsheet');
    const response = await fetch(url, {
      ...options,
      headers,
      // Where keys are sent is not GitHub's to change.
      redirect: 'error',
      signal: AbortSignal.timeout(longestInMilliseconds),
    });
    const body = await readAtMost(response.body, mostBytes);
    if (!response.ok || body === null) throw failure(`it answers ${response.status}`);
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw error instanceof GitHubError ? error : failure(`it cannot be asked, ${nameOf(error)}`);
  }
}

/**
 * A failure, written into the log: better-auth takes it for a mistake of the reader's. It does not say
 * what caused it, which might hold keys, and a network that fails here says nothing of the database.
 */
function failure(what: string): GitHubError {
  const error = new GitHubError(`Signing in with GitHub: ${what}.`);
  logFailure('account:', error);
  return error;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'an error';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown, name: string): string | null {
  const text = isObject(value) ? value[name] : null;
  return typeof text === 'string' && text !== '' ? text : null;
}
