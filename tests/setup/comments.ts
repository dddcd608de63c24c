import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from '@netlify/functions';
import { afterAll, beforeAll } from 'vitest';
import comments from '#netlify/functions/comments.ts';
import commentsMine from '#netlify/functions/comments-mine.ts';
import moderation from '#netlify/functions/moderation.ts';
import { forgetFiles } from '#netlify/lib/newsletter/newsletter-site.ts';
import { commentWords, type CommentsSettings } from '#src/shared/comments/comments-settings.ts';
import type { CommentsAnswer, MineAnswer, SentAnswer } from '#src/shared/comments/comment-view.ts';
import { makeContext } from '#tests/setup/newsletter.ts';

/* The functions of comments, asked as browsers ask them, beside a site that has what the build writes. */

export interface CommentsSite {
  readonly url: string;
  /** As if it were down. */
  setDown: (isDown: boolean) => void;
  stop: () => Promise<void>;
}

/** A site for the tests beside which this stands. What it answers is filled in before the first. */
export function useCommentsSite(): CommentsSite {
  const site = {} as CommentsSite;
  beforeAll(async () => {
    Object.assign(site, await startSite());
  });
  afterAll(() => site.stop());
  return site;
}

/** An article of the site that takes comments. */
export const ferry = 'en/ferry';

const languages = [
  { code: 'en', name: 'English', isDefault: true },
  { code: 'ar', name: 'العربية', isDefault: false },
];

function settingsOf(locale: string): CommentsSettings {
  // Words are their own keys, so that tests can look for them.
  const words = Object.fromEntries(
    commentWords.map((word) => [word, `[${word}]`]),
  ) as CommentsSettings['words'];
  return {
    title: 'The Small Paper',
    locale,
    isDefault: locale === 'en',
    formats: locale === 'en' ? 'en-GB' : locale,
    timeZone: 'UTC',
    locales: languages,
    words,
  };
}

function shell(locale: string): string {
  return `<!doctype html><html lang="${locale}"><head><title>x</title></head><body><main><div id="served"></div></main></body></html>`;
}

function files(): Record<string, string> {
  const accounts = { title: 'The Small Paper', url: 'https://small.example', locales: languages };
  return {
    '/account/served.json': JSON.stringify({ ...accounts, locale: 'en', isDefault: true }),
    '/account/comments/served.json': JSON.stringify(settingsOf('en')),
    '/account/comments/articles.json': JSON.stringify({
      titles: {
        ferry: 'The <last> ferry',
        piano: 'A piano',
        über: 'Über',
        captains: 'Captains',
      },
      forMembers: ['captains'],
    }),
    '/account/comments/served.txt': shell('en'),
    '/ar/account/comments/served.json': JSON.stringify(settingsOf('ar')),
    '/ar/account/comments/articles.json': JSON.stringify({
      titles: { ferry: 'العبّارة' },
      forMembers: [],
    }),
    '/ar/account/comments/served.txt': shell('ar'),
    '/404.html': '<!doctype html><title>No such page</title>',
  };
}

async function startSite(): Promise<CommentsSite> {
  let isDown = false;
  const server = createServer((request, response) => {
    if (isDown) {
      request.socket.destroy();
      return;
    }
    const text = files()[request.url ?? ''];
    response.setHeader('content-security-policy', "default-src 'none'");
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    setDown: (down) => {
      isDown = down;
      forgetFiles();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

type Handler = (request: Request, context: Context) => Promise<Response>;

const handlers: Readonly<Record<string, Handler>> = {
  '/api/comments': comments,
  '/api/comments/mine': commentsMine,
  '/account/moderation/': moderation,
};

/** Asks a function, by the path of an address of the site. */
export function ask(site: CommentsSite, path: string, init: RequestInit & { ip?: string } = {}) {
  const request = new Request(site.url + path, init);
  const handler = handlers[new URL(request.url).pathname];
  if (!handler) throw new Error(`No function answers ${path}.`);
  return handler(request, makeContext(site.url, init.ip));
}

export interface Sending {
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly ip?: string;
}

/** Sends a form as a page of the site does. */
export function sendForm(
  site: CommentsSite,
  fields: Readonly<Record<string, string>>,
  { cookie = '', headers = {}, ip }: Sending & { readonly path?: string } = {},
): Promise<Response> {
  return ask(site, '/api/comments', {
    method: 'POST',
    headers: { origin: site.url, ...(cookie && { cookie }), ...headers },
    body: new URLSearchParams(fields),
    ...(ip && { ip }),
  });
}

/** Sends JSON as the island does. */
export function sendJson(
  site: CommentsSite,
  fields: Readonly<Record<string, unknown>>,
  { cookie = '', headers = {}, ip }: Sending = {},
): Promise<Response> {
  return ask(site, '/api/comments', {
    method: 'POST',
    headers: {
      origin: site.url,
      'content-type': 'application/json',
      accept: 'application/json',
      ...(cookie && { cookie }),
      ...headers,
    },
    body: JSON.stringify(fields),
    ...(ip && { ip }),
  });
}

/** Writes a comment and answers what became of it. */
export async function write(
  site: CommentsSite,
  cookie: string,
  fields: { readonly body: string; readonly article?: string; readonly parent?: string },
): Promise<SentAnswer> {
  const answer = await sendJson(site, { article: ferry, ...fields }, { cookie });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as SentAnswer;
}

/** What everybody sees. */
export async function read(
  site: CommentsSite,
  article = ferry,
  after: string | null = null,
): Promise<CommentsAnswer> {
  const query = new URLSearchParams({ article, format: 'json', ...(after && { after }) });
  const answer = await ask(site, `/api/comments?${query}`);
  return (await answer.json()) as CommentsAnswer;
}

/** What somebody sees of theirs. */
export async function readMine(
  site: CommentsSite,
  cookie: string,
  article = ferry,
): Promise<MineAnswer> {
  const query = new URLSearchParams({ article, format: 'json' });
  const answer = await ask(site, `/api/comments/mine?${query}`, { headers: { cookie } });
  return (await answer.json()) as MineAnswer;
}
