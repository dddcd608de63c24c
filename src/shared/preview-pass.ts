/*
 * Leave to see what is not published yet: signed with the publication's secret, for one article or for
 * all, until a moment. It stands in links, and in what one function sends to another.
 */

export interface PreviewPass {
  /** The path of an article, or what `everyArticle` says. */
  readonly subject: string;
  /** Seconds since 1970. */
  readonly until: number;
}

/** The subject of a pass that is good for all articles. */
export const everyArticle = '*';

/** For how long one function believes what another has just signed. */
export const draftPassLastsInSeconds = 60;

/** The subject of a pass that a function gives itself to fetch a draft: no link is one. */
export function draftSubject(article: string): string {
  return `draft ${article}`;
}

/** The signature of a pass, in characters that can stand in an address. */
export async function signPreview(secret: string, pass: PreviewPass): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', await keyOf(secret), bytesOf(pass));
  return btoa(String.fromCharCode(...new Uint8Array(signature)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Whether a pass is signed, and good at `now`. */
export async function isPassGood(
  secret: string,
  { signature, ...pass }: PreviewPass & { readonly signature: string },
  now: Date,
): Promise<boolean> {
  if (!Number.isSafeInteger(pass.until) || pass.until * 1000 <= now.getTime()) return false;
  const given = bytesIn(signature);
  return given !== null && crypto.subtle.verify('HMAC', await keyOf(secret), given, bytesOf(pass));
}

function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  return crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']);
}

function bytesOf({ subject, until }: PreviewPass): Uint8Array<ArrayBuffer> {
  // The secret signs other things as well.
  return new TextEncoder().encode(`preview:${until}:${subject}`);
}

function bytesIn(signature: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]{43}$/.test(signature)) return null;
  const text = atob(signature.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
