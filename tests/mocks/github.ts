import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/*
 * GitHub as far as signing in goes, over HTTP: it gives out codes that are good once, and tokens for
 * a code with its verifier, and refuses whatever GitHub would refuse. Somebody who is sent there has
 * an account there and agrees, unless a test decides otherwise.
 */

export interface GitHubAccount {
  readonly id: number;
  readonly login: string;
  readonly name?: string | null;
  readonly emails: readonly {
    readonly email: string;
    readonly primary: boolean;
    readonly verified: boolean;
  }[];
}

/** What is to be answered by a path, whatever was asked; null lets the connection break off. */
export interface Disturbance {
  readonly path: string;
  readonly status?: number;
  readonly body?: string | null;
  /** Not before this is done. */
  readonly until?: Promise<unknown>;
}

export interface GitHub {
  readonly url: string;
  /** Who is sitting at the browser that is sent there. */
  account: GitHubAccount;
  /** Whether they agree. */
  agrees: boolean;
  disturbance: Disturbance | null;
  /** What was asked, in its order. */
  readonly asked: string[];
  /** Tokens that were given out. */
  readonly tokens: string[];
  stop: () => Promise<void>;
}

export const gitHubClient = {
  id: 'client-of-the-small-paper',
  secret: 'secret-of-the-small-paper',
};

interface Grant {
  readonly account: GitHubAccount;
  readonly redirectUri: string;
  readonly challenge: string;
}

export function accountOf(email: string, id = 1): GitHubAccount {
  return { id, login: `login-${id}`, emails: [{ email, primary: true, verified: true }] };
}

/** @param current what tests change, where that is not what this answers */
export async function startGitHub(current?: () => GitHub): Promise<GitHub> {
  const grants = new Map<string, Grant>();
  const holders = new Map<string, GitHubAccount>();
  const server = createServer((request, response) => {
    void reply(request, response);
  });
  const made: Omit<GitHub, 'stop'> = {
    url: await listen(server),
    account: accountOf('ann@example.org'),
    agrees: true,
    disturbance: null,
    asked: [],
    tokens: [],
  };

  const stateNow = (): Omit<GitHub, 'stop'> => current?.() ?? made;

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { status, headers = {}, body } = await answer(request);
    if (body === null) request.socket.destroy();
    else response.writeHead(status, headers).end(body);
  }

  async function answer(request: IncomingMessage): Promise<Answer> {
    const state = stateNow();
    const url = new URL(request.url ?? '/', made.url);
    state.asked.push(`${request.method} ${url.pathname}`);
    const { disturbance } = state;
    if (disturbance?.path === url.pathname) {
      await disturbance.until;
      return { status: disturbance.status ?? 200, body: disturbance.body ?? null };
    }
    if (url.pathname === '/login/oauth/authorize') return authorize(url.searchParams);
    if (url.pathname === '/login/oauth/access_token') {
      return giveToken(new URLSearchParams(await text(request)));
    }
    const holder = holders.get((request.headers.authorization ?? '').replace(/^Bearer /u, ''));
    if (!holder) return json({ message: 'Bad credentials' }, 401);
    const { emails, ...profile } = holder;
    // As GitHub does, it shows an address that nobody has confirmed, if somebody wants it shown.
    if (url.pathname === '/api/v3/user')
      return json({ ...profile, email: emails[0]?.email ?? null });
    return url.pathname === '/api/v3/user/emails' ? json(emails) : json({}, 404);
  }

  function authorize(query: URLSearchParams): Answer {
    const state = stateNow();
    const redirectUri = query.get('redirect_uri') ?? '';
    const isAsked =
      query.get('client_id') === gitHubClient.id &&
      query.get('response_type') === 'code' &&
      query.get('code_challenge_method') === 'S256';
    if (!isAsked) return json({ error: 'invalid_request' }, 400);
    const back = new URL(redirectUri);
    back.searchParams.set('state', query.get('state') ?? '');
    if (state.agrees) {
      const code = randomBytes(10).toString('hex');
      const challenge = query.get('code_challenge') ?? '';
      grants.set(code, { account: state.account, redirectUri, challenge });
      back.searchParams.set('code', code);
    } else {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_description', '<b>No.</b>');
    }
    return { status: 302, headers: { location: back.href }, body: '' };
  }

  function giveToken(form: URLSearchParams): Answer {
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const verifier = form.get('code_verifier') ?? '';
    const isGood =
      grant?.redirectUri === form.get('redirect_uri') &&
      grant?.challenge === createHash('sha256').update(verifier).digest('base64url') &&
      form.get('client_id') === gitHubClient.id &&
      form.get('client_secret') === gitHubClient.secret;
    // GitHub says so with 200.
    if (!grant || !isGood) return json({ error: 'bad_verification_code' });
    const token = `gho_${randomBytes(12).toString('hex')}`;
    holders.set(token, grant.account);
    stateNow().tokens.push(token);
    return json({ access_token: token, token_type: 'bearer', scope: 'user:email' });
  }

  return Object.assign(made, {
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  });
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | null;
}

function json(value: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    });
  });
}
