import { describe, expect, it, vi } from 'vitest';
import { createAnswer } from '#src/integrations/on-demand/answer.mjs';

const site = {
  headers: { 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'" },
  redirects: { '/old/': '/new/', '/café/': '/coffee/' },
};

const ask = (path: string, handled: Response = new Response('page')): Promise<Response> =>
  createAnswer(() => Promise.resolve(handled), site)(
    new Request(`https://small.example${path}`),
    {},
  );

describe('what is answered on demand', () => {
  it('carries the headers of every answer, and keeps those it has', async () => {
    const headers = { 'Content-Security-Policy': "default-src 'self'", 'X-Own': '1' };
    const answer = await ask('/page/', new Response('page', { headers }));
    expect(await answer.text()).toBe('page');
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-security-policy': "default-src 'self'",
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
});
