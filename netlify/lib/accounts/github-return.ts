import type { Context } from '@netlify/functions';
import { cookieName } from '#src/shared/cookie-names.ts';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { countUp } from '#netlify/lib/newsletter/limits.ts';
import { siteOf } from '#netlify/lib/newsletter/newsletter-site.ts';
import { countStart } from './account-limits.ts';
import { leadTo } from './account-page.ts';
import { placeOf } from './account-site.ts';
import { openAuth, type AuthPlace } from './auth.ts';
import { beginSession } from './begin-session.ts';
import { callAuth } from './call-auth.ts';
import { onlyCookies } from './cookies.ts';
import { findSession } from './find-person.ts';
import type { GitHubProblem } from './github-problems.ts';
import { forgetState, hashState, readState } from './oauth-state.ts';
import { cookiesFrom } from './session-cookie.ts';

/** What a way back from GitHub brings; null where it is none that began here. */
interface Return {
  readonly state: string;
  readonly query: URLSearchParams;
}

/**
 * `GET /api/auth/callback/github`: the way back. better-auth does what OAuth asks for; before it comes
 * what it leaves open: everything is there once, the way began in this very browser, and of two that
 * come back by it at the same time one is let in.
 */
export async function answerGitHubReturn(request: Request, context: Context): Promise<Response> {
  const place = await placeOf(request, siteOf(request, context));
  const { isSecure } = place;
  const asked = readReturn(new URL(request.url).searchParams);
  const stateCookie = asked && readState(request, asked.state, isSecure);
  const database = openDatabase();
  await countStart(database, context.ip);
  if (!asked || stateCookie === null || !(await isFirst(asked.state))) {
    return tell('/account/', 'stale');
  }
  const session = await findSession(request);
  const headers = onlyCookies(request, [cookieName('session', isSecure)]);
  headers.set('cookie', [headers.get('cookie'), stateCookie].filter(Boolean).join('; '));
  const userAgent = request.headers.get('user-agent');
  if (userAgent !== null) headers.set('user-agent', userAgent);
  const address = `${place.address}/api/auth/callback/github?${asked.query.toString()}`;
  const { result } = await callAuth(() =>
    openAuth(database, place).handler(new Request(address, { headers })),
  );
  const { home, problem } = readOutcome(result, place);
  const isSignedIn = cookiesFrom(result, ['session'], isSecure).length > 0;
  const arrive = (): Promise<Response> | Response =>
    isSignedIn
      ? beginSession({ request, place, database, session, home }, result)
      : leadTo(`${home}?saved=1`);
  const answer = problem === null ? await arrive() : tell(home, problem);
  answer.headers.append('Set-Cookie', forgetState(asked.state, isSecure));
  return answer;
}

/** GitHub's answer: a code or an error, and the state, each once. */
function readReturn(given: URLSearchParams): Return | null {
  const one = (name: string): string | null => {
    const values = given.getAll(name);
    return values.length === 1 ? (values[0] ?? null) : null;
  };
  const isDoubled = ['state', 'code', 'error'].some((name) => given.getAll(name).length > 1);
  const [state, code, error] = [one('state'), one('code'), one('error')];
  if (isDoubled || state === null || !/^[\w-]{16,128}$/u.test(state)) return null;
  if ((code === null) === (error === null)) return null;
  const query = new URLSearchParams({ state });
  if (code !== null) query.set('code', code.slice(0, 500));
  // GitHub's words for it are nobody's to read here.
  if (error !== null) query.set('error', error === 'access_denied' ? error : 'failed');
  return { state, query };
}

/**
 * Whether nobody came back with this state before. Where a day of the count ends in a state's ten
 * minutes, better-auth still takes each state once.
 */
async function isFirst(state: string): Promise<boolean> {
  const key = `state:${hashState(state)}`;
  const exceeded = await countUp(openDatabase(), [{ key, most: 1, windowInSeconds: 86_400 }]);
  return exceeded.size === 0;
}

interface Outcome {
  readonly home: string;
  readonly problem: GitHubProblem | null;
}

const problemOf: Readonly<Record<string, GitHubProblem>> = {
  access_denied: 'denied',
  account_not_linked: 'unlinked',
  unable_to_get_user_info: 'address',
  email_not_found: 'address',
  email_does_not_match: 'other',
  "email_doesn't_match": 'other',
  account_already_linked_to_different_user: 'other',
  state_mismatch: 'stale',
  state_not_found: 'stale',
};

/** Reads what better-auth makes of it: it leads to the page that this began on, with an error or none. */
function readOutcome(result: Response, { address }: Required<AuthPlace>): Outcome {
  const url = URL.parse(result.headers.get('location') ?? '', address);
  const isOurs = url?.origin === address && /^(?:\/[\w-]+)?\/account\/$/u.test(url.pathname);
  const home = url && isOurs ? url.pathname : '/account/';
  const error = url?.searchParams.get('error') ?? null;
  if (result.status !== 302 || !isOurs) return { home, problem: 'failed' };
  if (error === null) return { home, problem: null };
  return {
    home,
    problem: Object.hasOwn(problemOf, error) ? (problemOf[error] ?? 'failed') : 'failed',
  };
}

function tell(home: string, problem: GitHubProblem): Response {
  return leadTo(`${home}?github=${problem}`);
}
