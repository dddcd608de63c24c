import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { signIn, type SignedIn } from '#tests/setup/accounts.ts';
import {
  ask,
  ferry,
  read,
  sendForm,
  sendJson,
  useCommentsSite,
  write,
} from '#tests/setup/comments.ts';
import { rows, useDatabase } from '#tests/setup/newsletter.ts';

const test = useDatabase();
const site = useCommentsSite();
let editor: SignedIn;

beforeEach(async () => {
  editor = await signIn(test.database, { name: 'Edda', isEditor: true });
});

const page = async (path: string, cookie = ''): Promise<string> => {
  const answer = await ask(site, path, { headers: { accept: 'text/html', cookie } });
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  return answer.text();
};

const vectors = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '</article></div></main><script>alert(1)</script>',
  '</textarea><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '<!--<img src="--><img src=x onerror=alert(1)//">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="jav&#x09;ascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '`</code><script>alert(1)</script>`',
  '> </blockquote><script>alert(1)</script>',
  '**<b onclick=alert(1)>**',
  'https://example.org/"onmouseover="alert(1)',
  "https://example.org/'onmouseover='alert(1)",
  'https://example.org/<script>alert(1)</script>',
  'https://example.org/&quot;onmouseover=&quot;alert(1)',
  'https://example.org/`*<img src=x onerror=alert(1)>*`',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '\u003Cscript\u003Ealert(1)',
  '<scr\0ipt>alert(1)</script>',
  '<\u200Bscript>alert(1)</script>',
  '＜script＞alert(1)＜/script＞',
  '${alert(1)} {{constructor.constructor("alert(1)")()}} <%= 1 %>',
  "{placeholder} $& $1 $` $'",
  '--> ]]> */ //',
  '\u2028<script>\u2029',
  '<style>@import "https://evil.example/";</style>',
  '<base href="https://evil.example/">',
  '<form action="https://evil.example/"><button>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
];

const postAs = (type: string, body: BodyInit): Promise<Response> =>
  ask(site, '/api/comments', {
    method: 'POST',
    headers: { origin: site.url, cookie: editor.cookie, 'content-type': type },
    body,
  });

const postWith = (headers: Record<string, string>): Promise<Response> =>
  ask(site, '/api/comments', {
    method: 'POST',
    headers: { cookie: editor.cookie, ...headers },
    body: new URLSearchParams({ article: ferry, body: 'Hi' }),
  });

/** Names and values of everything between angles, but the text of the page. */
const tagsOf = (html: string): string[] => [...html.matchAll(/<[^>]*>/gu)].map(([tag]) => tag);

describe('whatever somebody writes', () => {
  it.each(vectors)('is text on every page: %s', async (body) => {
    const { comment } = await write(site, editor.cookie, { body });
    await test.database.execute(
      sql`update users set name = ${body.replaceAll('\0', '')} where id = ${editor.person.id}`,
    );
    await test.database.execute(
      sql`insert into comment_reports (comment_id, reporter_id) values (${comment?.id}::uuid, ${editor.person.id})`,
    );
    const paths = [
      `/api/comments?article=${ferry}`,
      `/api/comments/mine?article=${ferry}`,
      '/account/moderation/',
    ];
    for (const path of paths) {
      const html = await page(path, editor.cookie);
      for (const tag of tagsOf(html)) {
        expect(tag).not.toMatch(/^<\/?(?:script|img|svg|iframe|style|base|meta|math|noscript)/iu);
        expect(tag.replaceAll(/"[^"]*"/gu, '""')).not.toMatch(/\bon\w+\s*=|javascript:|srcdoc/iu);
        if (tag.startsWith('<form')) expect(tag).toMatch(/ action="\/[\w/]+"/u);
      }
      expect(html).toContain('class="comment"');
    }
  });

  it('comes back in the form where it was refused, as text', async () => {
    const body = `</textarea><script>alert(1)</script>${'a'.repeat(4000)}`;
    const answer = await sendForm(site, { article: ferry, body, parent: '"><script>' }, editor);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;/textarea&gt;&lt;script&gt;');
    expect(html).toMatch(/<textarea[^>]*aria-invalid="true"/u);
  });

  it('shows names on one line that turn nothing round', async () => {
    const name = `Ann\u202E\nLee${'\u0301'.repeat(99)}${'x'.repeat(200)}`;
    await test.database.execute(
      sql`update users set name = ${name} where id = ${editor.person.id}`,
    );
    await write(site, editor.cookie, { body: 'Hello' });
    const [comment] = (await read(site)).comments;
    expect(comment?.name).toMatch(/^Ann Le\p{L}\u0301{0,5}x+$/u);
    expect([...(comment?.name ?? '')]).toHaveLength(60);
  });

  it.each([
    [{ body: ['a', 'b'] }, 400],
    [{ body: { toString: 'x' } }, 400],
    [{ body: 7 }, 400],
    [{ body: 'a', do: 'approve' }, 400],
    [{ body: 'a', do: '__proto__' }, 400],
    [{ do: 'edit', id: "' or 1=1 --", body: 'a' }, 404],
    [{ do: 'delete', id: '%00' }, 404],
    [{ do: 'report' }, 404],
    [{ article: ['en/ferry', 'en/piano'], body: 'a' }, 400],
  ])('is refused where it is no form of ours: %j', async (fields, status) => {
    const answer = await sendJson(site, { article: ferry, ...fields }, editor);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ error: { code: expect.any(String) } });
    expect(await rows(test.database, 'select * from comments')).toEqual([]);
  });

  it('is refused as files, as text without a type, and as broken UTF-8', async () => {
    expect((await postAs('multipart/form-data; boundary=x', '--x--')).status).toBe(415);
    expect((await postAs('text/plain', 'article=en/ferry&body=x')).status).toBe(415);
    expect((await postAs('application/json', new Uint8Array([0xff, 0xfe]))).status).toBe(400);
    expect((await postAs('application/json', '{')).status).toBe(400);
  });
});

describe('posts of other sites', () => {
  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that is hidden', { origin: 'null' }],
    ['a neighbour', { origin: 'https://small.example.evil.example' }],
    ['its own origin, related otherwise', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour of the same site', { 'sec-fetch-site': 'same-site' }],
  ])('are refused: %s', async (_what, headers) => {
    for (const send of [sendForm, sendJson]) {
      const answer = await send(
        site,
        { article: ferry, body: 'Hi' },
        { cookie: editor.cookie, headers },
      );
      expect(answer.status).toBe(403);
    }
    expect(await rows(test.database, 'select * from comments')).toEqual([]);
  });

  it('are refused where they name no origin, unless the browser says that the page was ours', async () => {
    expect((await postWith({})).status).toBe(403);
    expect((await postWith({ 'sec-fetch-site': 'none' })).status).toBe(403);
    expect((await postWith({ 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });
});

describe('where something is down', () => {
  it('says so, in the page’s own words and in JSON, without a cause', async () => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    vi.stubEnv('DATABASE_URL', 'postgres://nobody:secret@127.0.0.1:1/none');
    const json = await ask(site, `/api/comments?article=${ferry}&format=json`);
    expect(json.status).toBe(503);
    expect(json.headers.get('cache-control')).toBe('no-store');
    expect(json.headers.get('netlify-cdn-cache-control')).toBeNull();
    expect(await json.json()).toMatchObject({ error: { code: 'unavailable' } });
    for (const path of [
      `/api/comments?article=${ferry}`,
      `/api/comments/mine?article=${ferry}`,
      '/account/moderation/',
    ]) {
      const answer = await ask(site, path, { headers: { cookie: editor.cookie } });
      expect([path, answer.status]).toEqual([path, 503]);
      const text = await answer.text();
      expect(text).toContain('[error.unavailable]');
      expect(text).not.toMatch(/127\.0\.0\.1:1|secret/u);
    }
    const sent = await sendForm(site, { article: ferry, body: 'Precious words' }, editor);
    expect(sent.status).toBe(503);
    expect(await sent.text()).toContain('Precious words</textarea>');
    expect(complain).toHaveBeenCalled();
    vi.unstubAllEnvs();
    expect((await read(site)).count).toBe('0');
  });

  it('says so in JSON where the site’s own files cannot be had', async () => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    site.setDown(true);
    const answer = await ask(site, `/api/comments?article=${ferry}`);
    site.setDown(false);
    expect(answer.status).toBe(503);
    expect(complain).toHaveBeenCalled();
  });
});
