/*
 * Cookies of a request, read without trust: who can plant one on a neighbouring host can plant it
 * twice.
 */

/**
 * The value of a cookie, as it was sent; null where there is none, and where there are several: of
 * two that browsers send under one name, one is somebody else's.
 */
export function readCookie(request: Request, name: string): string | null {
  const values = (request.headers.get('cookie') ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
  const [value] = values;
  return value === undefined || value === '' || values.length > 1 ? null : value;
}

/** Headers that carry those of the named cookies that a request has once, and nothing else. */
export function onlyCookies(request: Request, names: readonly string[]): Headers {
  const pairs = names.flatMap((name) => {
    const value = readCookie(request, name);
    return value === null ? [] : [`${name}=${value}`];
  });
  return new Headers(pairs.length === 0 ? {} : { cookie: pairs.join('; ') });
}
