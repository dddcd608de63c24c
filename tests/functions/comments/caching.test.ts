import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from '@netlify/functions';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import comments from '#netlify/functions/comments.ts';
import { signIn, type SignedIn } from '#tests/setup/accounts.ts';
import { ask, ferry, useCommentsSite, write } from '#tests/setup/comments.ts';
import { makeContext, useDatabase } from '#tests/setup/newsletter.ts';

const test = useDatabase();
const site = useCommentsSite();
let editor: SignedIn;

beforeEach(async () => {
  editor = await signIn(test.database, { name: 'Edda', isEditor: true });
});

const page = `/api/comments?article=${ferry}`;

/** What kind of answer who asks for such gets. */
async function type(accept: string): Promise<string | null> {
  const answer = await ask(site, page, { headers: { accept } });
  return answer.headers.get('content-type');
}

describe('what everybody sees', () => {
  it('is the same for everybody, and kept by the CDN alone, under a tag of its article', async () => {
    await write(site, editor.cookie, { body: 'Hello' });
    for (const path of [page, `${page}&format=json`]) {
      const answers = await Promise.all(
        [{}, { cookie: editor.cookie }].map((headers) => ask(site, path, { headers })),
      );
      const [stranger, own] = await Promise.all(answers.map((answer) => answer.text()));
      expect(own).toBe(stranger);
      const { headers } = answers[0] as Response;
      expect(headers.get('cache-control')).toBe('public, max-age=0, must-revalidate');
      expect(headers.get('netlify-cdn-cache-control')).toMatch(/^public, durable, max-age=300\b/u);
      expect(headers.get('netlify-vary')).toBe('query=article|after|format,header=Accept');
      expect(headers.get('set-cookie')).toBeNull();
      expect(headers.get('netlify-cache-tag')).toMatch(/^comments-[0-9a-f]{16}$/u);
    }
    const other = await ask(site, '/api/comments?article=en/piano');
    const own = await ask(site, page);
    expect(other.headers.get('netlify-cache-tag')).not.toBe(own.headers.get('netlify-cache-tag'));
  });

  it('is a page for browsers and JSON for programs', async () => {
    expect(await type('text/html,application/xhtml+xml,*/*;q=0.8')).toBe(
      'text/html; charset=utf-8',
    );
    expect(await type('application/json')).toBe('application/json');
  });

  it('is no JSON for whoever says that of a question: caches would show it to browsers', async () => {
    const headers = { accept: 'text/html', 'content-type': 'application/json' };
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(site, page, { method, headers });
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    }
  });
});

describe('what is somebody’s own', () => {
  it('is kept by nobody', async () => {
    const mine = `/api/comments/mine?article=${ferry}`;
    for (const path of [mine, `${mine}&format=json`]) {
      const answer = await ask(site, path, { headers: { cookie: editor.cookie } });
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      expect(answer.headers.get('netlify-cdn-cache-control')).toBeNull();
    }
  });

  it('leads strangers to where they sign in, and tells programs that there is nobody', async () => {
    const answer = await ask(site, `/api/comments/mine?article=${ferry}`);
    expect(answer.headers.get('location')).toBe('/account/?returnTo=%2Farticles%2Fferry%2F');
    const json = await ask(site, `/api/comments/mine?article=ar/ferry&format=json`);
    expect(await json.json()).toEqual({ person: null, comments: [] });
  });
});

/** What Netlify's own service is asked for, on a port of this machine. */
async function startPurges(
  status: number,
): Promise<{ url: string; asked: string[]; server: Server }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${body}`);
      response.writeHead(status).end('');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, server };
}

describe('when something is written', () => {
  it.each([
    ['is made anew', 202, 0],
    ['stays for some minutes where that fails, and the comment is kept', 500, 1],
  ])('what the CDN keeps %s', async (_what, status, complaints) => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const purges = await startPurges(status);
    vi.stubEnv('AUTH_SECRET', 'a secret of this test and of nothing else');
    const cookie = await secureCookie();
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'comments');
    vi.stubEnv('NETLIFY_PURGE_API_TOKEN', 'token');
    vi.stubEnv('SITE_ID', 'site');
    const fetchNow = globalThis.fetch;
    vi.stubGlobal('fetch', (address: string | URL | Request, init?: RequestInit) => {
      const text = address instanceof Request ? address.url : String(address);
      return fetchNow(text.replace('https://api.netlify.com', purges.url), init);
    });
    const waiting: Promise<unknown>[] = [];
    const context = makeContext(site.url);
    const answer = await comments(
      new Request(`${site.url}/api/comments`, {
        method: 'POST',
        headers: { origin: site.url, cookie, accept: 'application/json' },
        body: new URLSearchParams({ article: ferry, body: `Purged ${status}` }),
      }),
      { ...context, waitUntil: (one: Promise<unknown>) => waiting.push(one) } as Context,
    );
    expect(answer.status).toBe(201);
    await Promise.all(waiting);
    expect(purges.asked).toHaveLength(1);
    expect(purges.asked[0]).toMatch(/purge.*comments-[0-9a-f]{16}/u);
    expect(complain).toHaveBeenCalledTimes(complaints);
    await new Promise((resolve) => purges.server.close(resolve));
  });
});

/** As browsers keep it where everything goes by https. */
async function secureCookie(): Promise<string> {
  const { cookie } = await signIn(test.database, { isEditor: true });
  return cookie.replace(/^session=/u, '__Host-session=');
}
