import { describe, expect, it, vi } from 'vitest';
import { createAnswer } from '#src/integrations/on-demand/answer.mjs';

const site = {
  headers: { 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'" },
  redirects: { '/old/': '/new/', '/café/': '/coffee/' },
  hasFresh: false,
};

const ask = (path: string, handled: Response = new Response('page')): Promise<Response> =>
  createAnswer(() => Promise.resolve(handled), site)(
    new Request(`https://small.example${path}`),
    {},
  );

/** Where Astro's handler is asked for what somebody asks for. */
const lead = async (path: string, hasFresh = true): Promise<string | undefined> => {
  const handle = vi.fn(async (_request: Request) => new Response('page'));
  await createAnswer(handle, { ...site, hasFresh })(
    new Request(`https://small.example${path}`),
    {},
  );
  return handle.mock.calls[0]?.[0].url.slice('https://small.example'.length);
};

describe('what is answered on demand', () => {
  it('carries the headers of every answer, and keeps those it has', async () => {
    const headers = { 'Content-Security-Policy': "default-src 'self';", 'X-Own': '1' };
    const answer = await ask('/page/', new Response('page', { headers }));
    expect(await answer.text()).toBe('page');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-security-policy': "default-src 'self'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-own': '1',
    });
  });

  it.each(['/old/', '/old', '/old/?page=2', '/caf%C3%A9/', '/cafe%CC%81'])(
    'leads from an old address: %s',
    async (path) => {
      const handle = vi.fn();
      const answer = await createAnswer(handle, site)(
        new Request(`https://small.example${path}`),
        {},
      );
      expect(answer.status).toBe(301);
      expect(answer.headers.get('location')).toMatch(/^\/(?:new|coffee)\/(?:\?page=2)?$/);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(handle).not.toHaveBeenCalled();
    },
  );

  it.each(['/toString/', '/__proto__/', '/%ff/', '/older/'])(
    'takes nothing else for an old address: %s',
    async (path) => {
      expect((await ask(path)).status).toBe(200);
    },
  );

  it('lets the CDN answer for pages that are not there', async () => {
    const answer = await ask('/nowhere/', new Response('none', { status: 404 }));
    expect(answer.status).toBe(404);
    expect(answer.headers.get('netlify-cdn-cache-control')).toContain('durable');
    expect((await ask('/page/')).headers.get('netlify-cdn-cache-control')).toBeNull();
  });

  describe('for articles that no build has seen', () => {
    it.each([
      ['/articles/rain/', '/articles/rain/fresh/'],
      ['/articles/rain.md', '/articles/rain/fresh.md'],
      ['/de/articles/regen/?a=1', '/de/articles/regen/fresh/?a=1'],
    ])('leads %s to the route that makes them', async (path, route) => {
      expect(await lead(path)).toBe(route);
    });

    it.each(['/articles/', '/articles/a/b/', '/x/y/articles/rain/', '/topics/rain/'])(
      'leaves %s alone',
      async (path) => {
        expect(await lead(path)).toBe(path);
      },
    );

    it.each([
      ['/articles/rain', '/articles/rain/'],
      ['/de/articles/caf%C3%A9?a=1', '/de/articles/caf%C3%A9/?a=1'],
    ])('gives %s its slash', async (path, location) => {
      const answer = await createAnswer(vi.fn(), { ...site, hasFresh: true })(
        new Request(`https://small.example${path}`),
        {},
      );
      expect([answer.status, answer.headers.get('location')]).toEqual([301, location]);
    });

    it('leaves alone what is sent', async () => {
      const handle = vi.fn(async (_request: Request) => new Response('page'));
      const request = new Request('https://small.example/articles/rain/', {
        method: 'POST',
        body: 'x',
      });
      await createAnswer(handle, { ...site, hasFresh: true })(request, {});
      expect(handle).toHaveBeenCalledWith(request, {});
    });

    it('leads nowhere else where there is no such route', async () => {
      expect(await lead('/articles/rain/', false)).toBe('/articles/rain/');
    });
  });
});
