/** The request line, read without trust: nothing past here sees a path that was not checked. */

export interface RequestTarget {
  readonly url: URL;
  /**
   * The path decoded, one segment at a time, so that an encoded slash stays inside its segment.
   * Null if a segment could lead elsewhere in a file system; functions may still take the URL.
   */
  readonly segments: readonly string[] | null;
  readonly endsWithSlash: boolean;
}

const absoluteForm = /^https?:\/\/[^/?#]*/i;

/** Reads `target` as sent, for example `/articles/gr%C3%B6%C3%9Fe/?x=1`; null if it is malformed. */
export function readRequestTarget(target: string, origin: string): RequestTarget | null {
  const path = target.replace(absoluteForm, '');
  // A backslash would be read as a slash, a fragment is never sent: both are a probe or a mistake.
  if (!path.startsWith('/') || /[\\#]/.test(path)) return null;
  // Joined as text: resolving `//elsewhere/` against an origin would replace the origin.
  const url = URL.parse(`${origin}${path}`);
  if (url === null) return null;
  const decoded = decodeSegments(url.pathname);
  if (decoded === null) return null;
  return {
    url,
    segments: decoded.every(isPlainSegment) ? decoded : null,
    endsWithSlash: url.pathname.endsWith('/'),
  };
}

function decodeSegments(pathname: string): string[] | null {
  try {
    const segments = pathname.split('/').filter(Boolean).map(decodeURIComponent);
    return segments.some(hasControlCharacter) ? null : segments;
  } catch {
    // `%zz`, or bytes that are not UTF-8.
    return null;
  }
}

function hasControlCharacter(segment: string): boolean {
  return /\p{Cc}/u.test(segment);
}

function isPlainSegment(segment: string): boolean {
  return segment !== '.' && segment !== '..' && !/[/\\]/.test(segment);
}

/** `path` as a Location on this site: `//elsewhere` would send the reader to another one. */
export function onThisSite(path: string): string {
  return path.replace(/^[/\\]+/, '/');
}
