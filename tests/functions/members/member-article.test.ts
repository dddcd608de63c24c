import { request as ask } from 'node:http';
import type { Context } from '@netlify/functions';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { signIn } from '#tests/setup/accounts.ts';
import { canaries } from '#tests/setup/members-content.ts';
import { filesBelow, useMembersSite } from '#tests/setup/members-site.ts';

const site = useMembersSite();
let cookie = '';

beforeAll(async () => {
  ({ cookie } = await signIn(site.database));
});

const invitation = 'Sign in to read on';
const notSignedIn = 'You are not signed in here, or no longer.';

interface Visit {
  readonly cookie?: string;
  readonly method?: string;
}

function visit(path: string, { cookie: sent, method = 'GET' }: Visit = {}): Promise<Response> {
  const headers = { accept: 'text/html', ...(sent !== undefined && { cookie: sent }) };
  return fetch(site.url + path, { method, headers, redirect: 'manual' });
}

/** Whether a page shows the sentence, and does not only hold it. */
function shows(html: string, sentence: string): boolean {
  const [, attributes = ' hidden'] =
    new RegExp(`<p role="alert"([^>]*)>${sentence.replaceAll('.', '\\.')}`, 'u').exec(html) ?? [];
  return !/\bhidden\b/u.test(attributes);
}

function expectPrivate(response: Response): void {
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  expect(response.headers.get('x-robots-tag')).toBe('noindex');
  expect(response.headers.get('etag')).toBeNull();
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
}

describe.each(['/articles/vault/', '/articles/vault/members/'])('a member at %s', (address) => {
  it('reads the text, which nobody keeps', async () => {
    const response = await visit(address, { cookie });
    expect(response.status).toBe(200);
    expectPrivate(response);
    const html = await response.text();
    for (const part of ['body', 'heading', 'code', 'footnote', 'table', 'alt'] as const) {
      expect(html).toContain(canaries[part]);
    }
    expect(html).not.toContain(invitation);
    expect(html).toContain('<link rel="canonical" href="https://cellar.example/articles/vault/">');
  });

  it('is answered a HEAD as a GET, without the page', async () => {
    const [got, head] = [
      await visit(address, { cookie }),
      await visit(address, { cookie, method: 'HEAD' }),
    ];
    expect(head.status).toBe(200);
    expectPrivate(head);
    expect(head.headers.get('content-type')).toBe(got.headers.get('content-type'));
    expect(await head.text()).toBe('');
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('may not ask with %s', async (method) => {
    const response = await visit(address, { cookie, method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('a stranger', () => {
  it('is served the flat page, as a file, where no cookie says anything', async () => {
    const response = await visit('/articles/vault/');
    const html = await response.text();
    expect(response.headers.get('etag')).not.toBeNull();
    expect(html).toContain(invitation);
    expect(html).toContain('/account/?returnTo=%2Farticles%2Fvault%2F');
    expect(shows(html, notSignedIn)).toBe(false);
    expect(html).toContain('"isAccessibleForFree":false');
    expect(html).toContain('"cssSelector":".for-members"');
  });

  it.each([
    ['at the address for members', '/articles/vault/members/', ''],
    ['with a cookie of no session', '/articles/vault/', 'session=x'],
    ['with half a signature', '/articles/vault/', `session=${'a'.repeat(32)}.b`],
    ['with both names', '/articles/vault/members/', '__Host-session=y; session=x'],
    ['with a long cookie', '/articles/vault/', `session=${'a'.repeat(6_000)}`],
    ['with SQL for a cookie', '/articles/vault/', `session=%27%20or%201%3D1%20--`],
  ])('is invited, and told so: %s', async (_how, address, sent) => {
    const response = await visit(address, { cookie: sent });
    expect(response.status).toBe(200);
    expectPrivate(response);
    const html = await response.text();
    expect(html).toContain(invitation);
    expect(shows(html, notSignedIn)).toBe(true);
    for (const canary of Object.values(canaries)) expect(html).not.toContain(canary);
  });

  it('who was signed in reads nothing more once the session has ended', async () => {
    const { cookie: own, person } = await signIn(site.database);
    expect(await (await visit('/articles/vault/', { cookie: own })).text()).toContain(
      canaries.body,
    );
    await site.database.execute(`delete from sessions where user_id = '${person.id}'`);
    const html = await (await visit('/articles/vault/', { cookie: own })).text();
    expect(html).not.toContain(canaries.body);
    expect(shows(html, notSignedIn)).toBe(true);
  });

  it('whose session is too old is one too', async () => {
    const { cookie: own, person } = await signIn(site.database);
    await site.database.execute(
      `update sessions set expires_at = now() - interval '1 second' where user_id = '${person.id}'`,
    );
    expect(await (await visit('/articles/vault/', { cookie: own })).text()).toContain(invitation);
  });

  it('is never sent from one address to another', async () => {
    for (const address of ['/articles/vault/', '/articles/vault/members/']) {
      const { status } = await visit(address, { cookie: 'session=x' });
      expect(status).toBe(200);
    }
  });
});

describe('articles', () => {
  it('in other languages and with other letters are found', async () => {
    for (const [address, canary] of [
      ['/ar/articles/vault/', canaries.arabic],
      ['/ar/articles/vault/members/', canaries.arabic],
      ['/articles/gr%C3%BC%C3%9Fe/', canaries.body],
      ['/articles/gr%C3%BC%C3%9Fe/members/', canaries.body],
      ['/articles/gru%CC%88%C3%9Fe/members/', canaries.body],
    ] as const) {
      expect(await (await visit(address, { cookie })).text(), address).toContain(canary);
      const stranger = await (await visit(address, { cookie: 'session=x' })).text();
      expect(stranger, address).not.toContain(canary);
    }
  });

  it.each([
    '/articles/later/members/',
    '/articles/unfinished/members/',
    '/articles/open/members/',
    '/articles/no-such/members/',
    '/ar/articles/gr%C3%BC%C3%9Fe/members/',
    '/en/articles/vault/members/',
    '/xx/articles/vault/members/',
    '/articles/__proto__/members/',
    '/articles/vault/members/files.json',
    '/articles/vault/members/no-such.avif',
  ])('that are not there for members are not found: %s', async (address) => {
    const response = await visit(address, { cookie });
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const html = await response.text();
    for (const canary of Object.values(canaries)) expect(html).not.toContain(canary);
  });

  it.each([
    '/articles/..%2f..%2ffiles.json/members/',
    '/articles/%2e%2e/members/',
    '/articles/vault%2fmembers/members/',
    '/articles/vault/members/..%2f..%2f..%2ffiles.json',
    '/articles/vault/members/%2e%2e%2f%2e%2e%2fgr%C3%BC%C3%9Fe%2findex.html',
    '/articles/vault/members/..%5c..%5cfiles.json',
    '/articles/vault%00/members/',
    '/articles/%ff/members/',
    '/articles/../articles/vault/members/../../../netlify.toml',
    '//articles/../.netlify/members/files.json',
    '/.netlify/members/articles/vault/index.html',
    '/.netlify/functions/member-article',
  ])('lead nowhere else: %s', async (address) => {
    const { status, body } = await raw(address, cookie);
    expect([400, 404]).toContain(status);
    for (const canary of Object.values(canaries)) expect(body).not.toContain(canary);
    expect(body).not.toContain('index.html"');
  });

  it('for everybody are served by no function, whoever comes', async () => {
    const response = await visit('/articles/open/', { cookie });
    expect(response.headers.get('etag')).not.toBeNull();
    expect(response.headers.get('cache-control')).not.toContain('no-store');
  });
});

describe('a picture in a text', () => {
  it('is for members, like the text', async () => {
    const html = await (await visit('/articles/vault/', { cookie })).text();
    const all = (await filesBelow('.netlify/members/articles/vault')).filter(
      (name) => name !== 'index.html',
    );
    expect(all.length).toBeGreaterThan(1);
    for (const name of all) {
      const address = `/articles/vault/members/${name}`;
      expect(html).toContain(address);
      const seen = await visit(address, { cookie });
      expect(seen.status).toBe(200);
      expectPrivate(seen);
      expect(seen.headers.get('content-type')).toBe(`image/${name.split('.').at(-1)}`);
      expect((await seen.arrayBuffer()).byteLength).toBeGreaterThan(100);
      for (const sent of [undefined, 'session=x']) {
        const refused = await visit(address, { ...(sent !== undefined && { cookie: sent }) });
        expect(refused.status).toBe(404);
        expect(refused.headers.get('content-type')).toContain('text/html');
      }
    }
  });
});

describe('while the database is down', () => {
  const down = 'It cannot be checked at the moment whether you are signed in.';
  let logged: ReturnType<typeof vi.spyOn>;

  beforeEach(() => {
    // Nobody listens there.
    vi.stubEnv('DATABASE_URL', 'postgres://reader:secret@127.0.0.1:1/broadsheet');
    logged = vi.spyOn(console, 'error').mockReturnValue();
  });

  it('a member is told so, on the page with the invitation', async () => {
    for (const address of ['/articles/vault/', '/articles/vault/members/']) {
      const response = await visit(address, { cookie });
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('120');
      expectPrivate(response);
      const html = await response.text();
      expect(shows(html, down)).toBe(true);
      expect(shows(html, notSignedIn)).toBe(false);
      expect(html).toContain(invitation);
      for (const canary of Object.values(canaries)) expect(html).not.toContain(canary);
    }
    expect(logged).toHaveBeenCalled();
    expect(JSON.stringify(logged.mock.calls)).not.toContain('secret');
  });

  it('no picture is shown', async () => {
    for (const name of await filesBelow('.netlify/members/articles/vault')) {
      const answer = await visit(`/articles/vault/members/${name}`, { cookie });
      expect(answer.status).toBe(503);
    }
  });

  it('everybody else is served as ever', async () => {
    expect((await visit('/articles/open/', { cookie })).status).toBe(200);
    const flat = await visit('/articles/vault/');
    expect(flat.status).toBe(200);
    expect(shows(await flat.text(), down)).toBe(false);
  });
});

describe('while the site cannot be had', () => {
  it('nobody is shown a text without the headers of a page', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    const { default: handler } = await import('#netlify/functions/member-article.ts');
    const request = new Request('http://127.0.0.1:1/articles/vault/', { headers: { cookie } });
    // What it asks of the platform.
    const context = { deploy: { context: 'dev' }, site: { url: 'http://127.0.0.1:1' } } as Context;
    const response = await handler(request, context);
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain(canaries.body);
  });
});

/** Asks for an address as it is written: `fetch` would straighten it first. */
function raw(path: string, sent: string): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(site.url);
  return new Promise((resolve, reject) => {
    ask({ hostname, port, path, headers: { cookie: sent } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}
