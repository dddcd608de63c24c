/** `context.cookies` as the platform's runtime has it: values go out and come in as they are. */
import type { Context } from '@netlify/functions';

type Cookies = Context['cookies'];
/** The first of the two ways to call `set`: `Parameters` only sees the second. */
type Cookie = Cookies['set'] extends {
  (cookie: infer First): void;
  (name: string, value: string): void;
}
  ? First
  : never;

export interface CookieJar {
  readonly cookies: Cookies;
  /** Adds what the function set and deleted to its answer; throws for what no cookie can hold. */
  applyTo: (headers: Headers) => void;
}

export function createCookieJar(request: Request): CookieJar {
  const received = parseCookies(request.headers.get('cookie') ?? '');
  const changed: Cookie[] = [];
  const cookies: Cookies = {
    // The type promises a string, the platform gives undefined for a cookie that is not there.
    get: (name) => received.get(name) as string,
    set: (first: Cookie | string, value?: string) => {
      changed.push(typeof first === 'string' ? { name: first, value: value ?? '' } : first);
    },
    delete: (input) => {
      const named = typeof input === 'string' ? { name: input } : input;
      changed.push({ path: '/', ...named, value: '', expires: new Date(0) });
    },
  };
  const applyTo = (headers: Headers): void => {
    for (const cookie of changed) headers.append('set-cookie', serializeCookie(cookie));
  };
  return { cookies, applyTo };
}

function parseCookies(header: string): Map<string, string> {
  const pairs = header.split(';').map((part): [string, string] => {
    const [name = '', ...value] = part.split('=');
    return [name.trim(), value.join('=')];
  });
  return new Map(pairs);
}

function serializeCookie(given: Cookie): string {
  checkCookie(given);
  const cookie = obeyPrefix(given);
  const attributes = [
    `${cookie.name}=${cookie.value}`,
    cookie.secure === true && 'Secure',
    cookie.httpOnly === true && 'HttpOnly',
    cookie.maxAge !== undefined && `Max-Age=${cookie.maxAge}`,
    cookie.domain !== undefined && `Domain=${cookie.domain}`,
    cookie.sameSite !== undefined && `SameSite=${cookie.sameSite}`,
    cookie.path !== undefined && `Path=${cookie.path}`,
    cookie.expires !== undefined && `Expires=${new Date(cookie.expires).toUTCString()}`,
    ...(cookie.unparsed ?? []),
  ];
  return attributes.filter((attribute) => attribute !== false).join('; ');
}

/** A name that begins with `__Secure` or `__Host` promises what browsers then demand. */
function obeyPrefix(cookie: Cookie): Cookie {
  if (cookie.name.startsWith('__Host')) {
    const { domain: _, ...rest } = cookie;
    return { ...rest, path: '/', secure: true };
  }
  return cookie.name.startsWith('__Secure') ? { ...cookie, secure: true } : cookie;
}

function checkCookie({ name, value }: Cookie): void {
  if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(name)) throw new TypeError(`Invalid cookie name: "${name}".`);
  if (!/^[!#-+\--:<-[\]-~]*$/.test(value)) {
    throw new TypeError(`Cookie '${name}' holds a character that no cookie may: encode it first.`);
  }
}
