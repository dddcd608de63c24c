/** An address in a text, as a link. */
export interface Link {
  /** In ASCII, as browsers send it. */
  readonly href: string;
  /** Where it leads: the host first, whatever stands in the rest. */
  readonly text: string;
  /** How many characters of the text it is. */
  readonly length: number;
}

const longestPath = 40;

/**
 * Reads the address that a text begins with: of the web, encrypted, of a host with a name, and without
 * a user's name before the host, which is there to be taken for it. Punctuation at its end belongs to
 * the sentence. Answers null for anything else.
 */
export function findLink(text: string): Link | null {
  const written = withoutPunctuation(text);
  if (!URL.canParse(written)) return null;
  const url = new URL(written);
  const { protocol, hostname, host, username, password } = url;
  if (protocol !== 'https:' || username !== '' || password !== '') return null;
  // Numbers and names without a dot lead into somebody's own network.
  if (!/^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*[a-z0-9]$/u.test(hostname)) return null;
  return { href: url.href, text: host + shorten(url), length: written.length };
}

function withoutPunctuation(text: string): string {
  let end = text.length;
  let unopened = text.split(')').length - text.split('(').length;
  for (; end > 0; end -= 1) {
    const last = text.charAt(end - 1);
    // A bracket that was opened in the address closes there.
    if (last === ')' && unopened <= 0) break;
    if (last === ')') unopened -= 1;
    else if (!/[.,:;!?'’”»\]}…]/u.test(last)) break;
  }
  return text.slice(0, end);
}

function shorten({ pathname, search, hash }: URL): string {
  const rest = pathname + search + hash;
  if (rest === '/') return '';
  return rest.length > longestPath ? `${rest.slice(0, longestPath - 1)}…` : rest;
}
