/*
 * Asks a device for a passkey, and the server for what the device is to sign. Browsers translate
 * between JSON and what devices want themselves; those that do not get no button.
 */

const server = '/api/auth/passkey/';
const longestWaitInMs = 30_000;

/** What came of it: `stale` where somebody has to sign in again first. */
export type Outcome = 'done' | 'stale' | 'failed';

export function hasPasskeys(): boolean {
  return (
    typeof PublicKeyCredential === 'function' &&
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function' &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function'
  );
}

export async function signInByPasskey(): Promise<Outcome> {
  return attempt(async () => {
    const options = await ask<PublicKeyCredentialRequestOptionsJSON>(
      'generate-authenticate-options',
    );
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON({
      ...options,
      userVerification: 'required',
    });
    return verify('verify-authentication', await navigator.credentials.get({ publicKey }));
  });
}

export async function addPasskey(): Promise<Outcome> {
  return attempt(async () => {
    const options = await ask<PublicKeyCredentialCreationOptionsJSON>('generate-register-options');
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    return verify('verify-registration', await navigator.credentials.create({ publicKey }));
  });
}

/** Somebody was signed in for too long, or not at all. */
class StaleError extends Error {}

async function attempt(act: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await act();
  } catch (error) {
    // Whatever else it is (cancelled, no such passkey, no network), trying again is all that helps.
    return error instanceof StaleError ? 'stale' : 'failed';
  }
}

/** What the device is to sign. The answer is the server's own, and the browser reads it closely. */
async function ask<Options>(path: string): Promise<Options> {
  const response = await fetch(server + path, { signal: AbortSignal.timeout(longestWaitInMs) });
  if (response.status === 401 || response.status === 403) throw new StaleError();
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as Options;
}

async function verify(path: string, credential: Credential | null): Promise<Outcome> {
  if (!(credential instanceof PublicKeyCredential)) return 'failed';
  const response = await fetch(server + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ response: credential.toJSON() }),
    signal: AbortSignal.timeout(longestWaitInMs),
  });
  // Read to its end: leaving the page would else break it off, cookies and all.
  await response.text();
  return response.ok ? 'done' : 'failed';
}
