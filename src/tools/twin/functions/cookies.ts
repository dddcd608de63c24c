import type { Context } from '@netlify/functions';

type Cookies = Context['cookies'];
type Cookie = Exclude<Parameters<Cookies['set']>[0], string>;

export interface CookieJar {
  readonly cookies: Cookies;
  /** Adds what the function set and deleted to its answer. */
  applyTo: (headers: Headers) => void;
}

/** `context.cookies`: reads the request's, collects what is to be set. */
export function createCookieJar(request: Request): CookieJar {
  const received = parseCookies(request.headers.get('cookie') ?? '');
  const outgoing: string[] = [];
  const set = (first: Cookie | string, value?: string): void => {
    const cookie = typeof first === 'string' ? { name: first, value: value ?? '' } : first;
    outgoing.push(serializeCookie(cookie));
  };
  const cookies: Cookies = {
    // The type promises a string, the platform gives undefined for a cookie that is not there.
    get: (name) => received.get(name) as string,
    set,
    delete: (input) => {
      const named = typeof input === 'string' ? { name: input } : input;
      set({ ...named, value: '', expires: new Date(0) });
    },
  };
  return {
    cookies,
    applyTo: (headers) => {
      for (const line of outgoing) headers.append('set-cookie', line);
    },
  };
}

function parseCookies(header: string): Map<string, string> {
  const pairs = header.split(';').flatMap((part): [string, string][] => {
    const at = part.indexOf('=');
    return at < 1 ? [] : [[part.slice(0, at).trim(), part.slice(at + 1).trim()]];
  });
  return new Map(pairs.map(([name, value]) => [name, decode(value.replace(/^"(.*)"$/, '$1'))]));
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // Somebody else's cookie, written in another way.
    return value;
  }
}

function serializeCookie(cookie: Cookie): string {
  const attributes = [
    `${cookie.name}=${encodeURIComponent(cookie.value)}`,
    cookie.expires !== undefined && `Expires=${new Date(cookie.expires).toUTCString()}`,
    cookie.maxAge !== undefined && `Max-Age=${cookie.maxAge}`,
    cookie.domain !== undefined && `Domain=${cookie.domain}`,
    cookie.path !== undefined && `Path=${cookie.path}`,
    cookie.secure === true && 'Secure',
    cookie.httpOnly === true && 'HttpOnly',
    cookie.sameSite !== undefined && `SameSite=${cookie.sameSite}`,
    ...(cookie.unparsed ?? []),
  ];
  return attributes.filter((attribute) => attribute !== false).join('; ');
}
