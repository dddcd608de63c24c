import { openAuth } from '#netlify/lib/accounts/auth.ts';
import { callAuth } from '#netlify/lib/accounts/call-auth.ts';
import { findPerson, type Person } from '#netlify/lib/accounts/find-person.ts';
import type { Database } from '#netlify/lib/database/open-database.ts';

export interface SignedIn {
  /** For the `Cookie` header of requests to `http://127.0.0.1`. */
  readonly cookie: string;
  readonly person: Person;
}

interface SigningIn {
  readonly address?: string;
  readonly name?: string;
  /** Names the address in `EDITORS`, for the rest of the test file. */
  readonly isEditor?: boolean;
}

let people = 0;

/** Makes somebody with a confirmed address and signs them in, by a link as it would be mailed. */
export async function signIn(database: Database, options: SigningIn = {}): Promise<SignedIn> {
  people += 1;
  const { address = `person-${people}@example.org`, name = `Person ${people}` } = options;
  if (options.isEditor) {
    process.env['EDITORS'] = [process.env['EDITORS'], address].filter(Boolean).join(',');
  }
  const { api } = openAuth(database, { isSecure: false });
  const headers = new Headers();
  const { mails } = await callAuth(() =>
    api.signInMagicLink({ headers, body: { email: address, name } }),
  );
  const token = mails[0]?.token;
  if (!token) throw new Error('No link was made.');
  const answer = await api.magicLinkVerify({ headers, query: { token }, asResponse: true });
  const cookie = cookiesOf(answer);
  const person = await findPerson(new Request('http://127.0.0.1/', { headers: { cookie } }));
  if (person === null) throw new Error('Nobody was signed in.');
  return { cookie, person };
}

/** The cookies that an answer sets, as a browser sends them back. */
export function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .filter((one) => !/;\s*max-age=0\b/iu.test(one))
    .map((one) => one.split(';')[0])
    .join('; ');
}
