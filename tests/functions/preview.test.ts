import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import preview from '#netlify/functions/preview.ts';
import { draftSubject, everyArticle, isPassGood, signPreview } from '#src/shared/preview-pass.ts';
import { hangUp, listenHere } from '#tests/mocks/loopback.ts';
import { signIn } from '#tests/setup/accounts.ts';
import { makeContext, useDatabase } from '#tests/setup/newsletter.ts';

const test = useDatabase();
const secret = 'a secret of at least 32 characters';
const path = '/preview/articles/rain/';

let site: Server;
let url: string;
/** What the other function was asked, and whether it would have believed it. */
let asked: { path: string; isBelieved: boolean }[] = [];

beforeAll(async () => {
  site = createServer((request, response) => {
    const article = decodeURI(request.url ?? '').replace(/draft\/$/, '');
    const [, until = '0', signature = ''] =
      /^Preview (\d+)\.(\S+)$/.exec(request.headers.authorization ?? '') ?? [];
    const pass = { subject: draftSubject(article), until: Number(until), signature };
    void isPassGood(secret, pass, new Date()).then((isBelieved) => {
      if (request.url?.endsWith('draft/')) asked.push({ path: request.url, isBelieved });
      const isThere = request.url?.endsWith('draft/') === true;
      response.writeHead(isThere ? 200 : 404, {
        'Content-Type': 'text/html',
        'Content-Security-Policy': "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
        'Cache-Control': 'public, max-age=60',
      });
      return response.end(isThere ? 'The draft.' : 'No such page.');
    });
  });
  url = `http://127.0.0.1:${await listenHere(site)}`;
});

afterAll(() => hangUp(site));

beforeEach(() => {
  asked = [];
  vi.stubEnv('AUTH_SECRET', secret);
});

function ask(where: string, init: RequestInit = {}): Promise<Response> {
  return preview(new Request(url + where, init), makeContext(url));
}

async function link(subject: string, seconds = 600): Promise<string> {
  const until = Math.floor(Date.now() / 1000) + seconds;
  return `?until=${until}&signature=${await signPreview(secret, { subject, until })}`;
}

function expectNobodyKeeps({ headers }: Response): void {
  expect(headers.get('cache-control')).toBe('private, no-store');
  expect(headers.get('netlify-cdn-cache-control')).toBe('no-store');
  expect(headers.get('x-robots-tag')).toBe('noindex');
  expect(headers.get('referrer-policy')).toBe('no-referrer');
}

describe('a preview', () => {
  it('is shown to an editor, kept by nobody, and framed by Contentful alone', async () => {
    const { cookie } = await signIn(test.database, { name: 'Edda', isEditor: true });
    const answer = await ask(path, { headers: { cookie } });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toBe('The draft.');
    expect(asked).toEqual([{ path: '/articles/rain/draft/', isBelieved: true }]);
    expectNobodyKeeps(answer);
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self'");
    expect(policy?.match(/frame-ancestors/g)).toHaveLength(1);
    expect(policy).toContain('https://app.contentful.com');
    expect(answer.headers.get('x-frame-options')).toBe('SAMEORIGIN');
  });

  it('is refused to a reader as if nothing were there, and leads a stranger to signing in', async () => {
    const { cookie } = await signIn(test.database, { name: 'Rita' });
    const reader = await ask(path, { headers: { cookie } });
    expect(reader.status).toBe(404);
    expectNobodyKeeps(reader);
    const stranger = await ask(path);
    expect(stranger.status).toBe(303);
    expect(stranger.headers.get('location')).toBe(
      '/account/?returnTo=%2Fpreview%2Farticles%2Frain%2F',
    );
    expectNobodyKeeps(stranger);
    const german = await ask('/preview/de/articles/regen/');
    expect(german.headers.get('location')).toContain('/de/account/?returnTo=');
    expect(asked).toEqual([]);
  });

  it('is shown to who has a link, for the article or for all, until it expires', async () => {
    for (const subject of ['/articles/rain/', everyArticle]) {
      const answer = await ask(path + (await link(subject)));
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')).toContain('https://app.contentful.com');
    }
    for (const bad of [
      await link('/articles/snow/'),
      await link(everyArticle, -1),
      (await link(everyArticle)).replace(/until=\d+/, 'until=9999999999'),
      `${await link(everyArticle)}x`,
      '?signature=',
      '?until=1&signature=%00',
    ]) {
      const answer = await ask(path + bad);
      expect(answer.status, bad).toBe(403);
      expectNobodyKeeps(answer);
    }
    expect(asked).toHaveLength(2);
  });

  it('is of an article in any script', async () => {
    const answer = await ask('/preview/articles/caf%C3%A9/' + (await link('/articles/café/')));
    expect(answer.status).toBe(200);
    const stranger = await ask('/preview/ar/articles/%D9%85%D8%B1%D9%81%D8%A3/');
    expect(stranger.headers.get('location')).toBe(
      `/ar/account/?returnTo=${encodeURIComponent(encodeURI('/preview/ar/articles/مرفأ/'))}`,
    );
    expect(asked).toEqual([{ path: '/articles/caf%C3%A9/draft/', isBelieved: true }]);
  });

  it('is not what one function signs for the other', async () => {
    expect((await ask(path + (await link(draftSubject('/articles/rain/'))))).status).toBe(403);
  });

  it.each([
    '/preview/',
    '/preview/articles/',
    '/preview/articles/../account/',
    '/preview/articles/a%2Fb/',
    '/preview/articles/a/b/',
    '/preview/articles/.../',
    '/preview/topics/rain/',
  ])('of something else is nothing: %s', async (where) => {
    const answer = await ask(where + (await link(everyArticle)));
    expect(answer.status).toBe(404);
    expect(asked).toEqual([]);
  });

  it('is read, and not written', async () => {
    const head = await ask(path + (await link(everyArticle)), { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await ask(path, { method: 'POST' })).status).toBe(405);
  });

  it('says that it does not work where the database is down', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { cookie } = await signIn(test.database, { name: 'Edda', isEditor: true });
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
    const answer = await ask(path, { headers: { cookie } });
    expect(answer.status).toBe(503);
    expectNobodyKeeps(answer);
    vi.stubEnv('DATABASE_URL', '');
    vi.restoreAllMocks();
  });
});
