import { createServer, type Server } from 'node:http';
import path from 'node:path';
import type { Context } from '@netlify/functions';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import {
  closeDatabase,
  openDatabase,
  rowsOf,
  type Database,
} from '#netlify/lib/database/open-database.ts';
import { drainOutbox } from '#netlify/lib/newsletter/drain-outbox.ts';
import { forgetFiles, type NewsletterSite } from '#netlify/lib/newsletter/newsletter-site.ts';
import type { Mail, Mailer, MailResult } from '#netlify/lib/mail/mail.ts';
import {
  newsletterWords,
  type NewsletterSettings,
  type NewsletterWords,
} from '#src/shared/newsletter/newsletter-settings.ts';
import { mailNames, type MailTemplates } from '#src/shared/newsletter/mail-templates.ts';
import { startDatabase as startEmbedded } from '#src/tools/twin/database/embedded-database.ts';
import { consoleLog } from '#src/tools/twin/log.ts';
import { startPostgres } from '#tests/setup/postgres.ts';

/** Which Postgres a test runs on: the embedded one, or a server, on which alone races show. */
export type Engine = 'embedded' | 'server';

export interface TestDatabase {
  readonly database: Database;
  stop: () => Promise<void>;
}

const migrations = path.resolve('netlify/database/migrations');

/** Starts a database with the migrations applied, and names it to the functions. */
async function startDatabase(engine: Engine = 'embedded'): Promise<TestDatabase> {
  if (engine === 'server') {
    const server = await startPostgres(migrations);
    process.env['DATABASE_URL'] = server.url;
    return {
      database: openDatabase(),
      stop: async () => {
        delete process.env['DATABASE_URL'];
        await closeDatabase();
        await server.stop();
      },
    };
  }
  const embedded = await startEmbedded({ root: process.cwd(), mode: 'memory', log: consoleLog });
  return {
    database: openDatabase(),
    stop: async () => {
      await closeDatabase();
      await embedded?.stop();
    },
  };
}

/**
 * A database for the tests beside which this stands, begun before them and emptied before each. What
 * it answers is filled in then.
 */
export function useDatabase(engine: Engine = 'embedded'): TestDatabase {
  const test = {} as TestDatabase;
  beforeAll(async () => {
    Object.assign(test, await startDatabase(engine));
  }, 60_000);
  afterAll(() => test.stop());
  beforeEach(() => emptyDatabase(test.database));
  return test;
}

/** A site for the tests beside which this stands. What it answers is filled in before the first. */
export function useSite(): TestSite {
  const site = {} as TestSite;
  beforeAll(async () => {
    Object.assign(site, await startSite());
  });
  afterAll(() => site.stop());
  return site;
}

/** Empties what tests write, which the trigger would forbid. */
export async function emptyDatabase(database: Database): Promise<void> {
  await database.execute(sql`alter table consent_events disable trigger user`);
  await database.execute(
    sql`truncate subscribers, consent_events, tokens, suppressions, outbox, editions, announcements,
      deliveries, limits, mail_events, users, verifications,
      contentful_messages, contentful_purges, contentful_builds cascade`,
  );
  await database.execute(sql`alter table consent_events enable trigger user`);
}

export function rows<Row extends Record<string, unknown>>(
  database: Database,
  text: string,
): Promise<Row[]> {
  return rowsOf<Row>(database, sql.raw(text));
}

/** Words are their own keys, so that tests can look for them. */
const words = Object.fromEntries(
  newsletterWords.map((key) => [key, `[${key}]`]),
) as NewsletterWords;

const template = (name: string) => ({
  subject: `Subject of ${name}`,
  html: `<p lang="en">${name}</p><a href="{{link}}">go</a> <a href="{{leave}}">leave</a> <a href="{{preferences}}">preferences</a>`,
  text: `${name}\n{{link}}\n{{leave}}\n{{preferences}}\n`,
});

const mail: MailTemplates = {
  ...(Object.fromEntries(mailNames.map((name) => [name, template(name)])) as Record<
    (typeof mailNames)[number],
    ReturnType<typeof template>
  >),
  edition: {
    subject: '{{subject}}',
    html: '<h1>{{heading}}</h1>{{articles}}<a href="{{archive}}">archive</a><a href="{{leave}}">leave</a><a href="{{preferences}}">preferences</a>',
    text: '{{heading}}\n{{articles}}\n{{archive}}\n{{leave}}\n{{preferences}}\n',
    article: {
      html: '<h2><a href="{{url}}">{{title}}</a></h2><p>{{description}}</p><p>{{byline}}</p>',
      text: '{{title}}\n{{url}}\n{{description}}\n',
    },
  },
};

export interface FeedArticle {
  readonly slug: string;
  readonly title?: string;
  readonly tags?: readonly string[];
  readonly publishedAt?: string;
}

export interface TestSite {
  readonly site: NewsletterSite;
  readonly url: string;
  readonly settings: (locale?: string) => NewsletterSettings;
  /** Requests for functions that run in the background, in their order: tests run them, or not. */
  readonly started: Request[];
  /** What the feed says from now on; readers ask again after half a minute, tests at once. */
  setFeed: (articles: readonly FeedArticle[]) => void;
  setSettings: (changed: Partial<NewsletterSettings>) => void;
  /** As if it were down; or, where it is a path, all that is below it. */
  setDown: (isDown: boolean | string) => void;
  stop: () => Promise<void>;
}

const languages = [
  { code: 'en', name: 'English', isDefault: true },
  { code: 'de', name: 'Deutsch', isDefault: false },
];

function shell(locale: string): string {
  return `<!doctype html><html lang="${locale}"><head><title>Newsletter</title></head><body><main><div id="served"></div></main></body></html>`;
}

/** A site that has what the build writes for the newsletter, and nothing else. */
async function startSite(): Promise<TestSite> {
  let feed: readonly FeedArticle[] = [];
  let changed: Partial<NewsletterSettings> = {};
  let down: string | null = null;
  let url = '';
  const started: Request[] = [];
  const settings = (locale = 'en'): NewsletterSettings => ({
    title: 'The Small Paper',
    url: 'https://small.example',
    locale,
    isDefault: locale === 'en',
    dir: 'ltr',
    formats: locale === 'en' ? 'en-GB' : locale,
    timeZone: 'UTC',
    isPaused: false,
    sender: 'The Small Paper <post@small.example>',
    replyTo: null,
    postalAddress: null,
    weekday: 1,
    topics: [
      { id: 'type', name: 'Typography' },
      { id: 'ink', name: 'Ink' },
    ],
    domains: { allowed: [], refused: ['refused.example'] },
    locales: languages,
    words,
    mail,
    ...changed,
  });
  const files = (): Record<string, string> => ({
    '/newsletter/served.json': JSON.stringify(settings('en')),
    '/de/newsletter/served.json': JSON.stringify(settings('de')),
    '/newsletter/served.txt': shell('en'),
    '/de/newsletter/served.txt': shell('de'),
    '/feed.json': JSON.stringify({ items: feed.map(itemOf) }),
    '/de/feed.json': JSON.stringify({ items: [] }),
  });
  const server = createServer((request, response) => {
    if (down !== null && request.url?.startsWith(down)) {
      request.socket.destroy();
      return;
    }
    if (request.url?.startsWith('/.netlify/functions/')) {
      const headers = { authorization: request.headers.authorization ?? '' };
      started.push(new Request(url + request.url, { method: request.method ?? '', headers }));
      response.writeHead(202).end();
      return;
    }
    const text = files()[request.url ?? ''];
    response.setHeader('content-security-policy', "default-src 'none'");
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  url = await listen(server);
  return {
    site: { origin: url, mayMail: true, isLocal: true },
    url,
    settings,
    started,
    setFeed: (articles) => {
      feed = articles;
      forgetFiles();
    },
    setSettings: (next) => {
      changed = next;
      forgetFiles();
    },
    setDown: (isDown) => {
      down = typeof isDown === 'string' ? isDown : isDown ? '/' : null;
      forgetFiles();
    },
    stop: () => close(server),
  };
}

function itemOf({
  slug,
  title = `Title of ${slug}`,
  tags = ['Typography'],
  publishedAt,
}: FeedArticle) {
  return {
    url: `https://small.example/articles/${slug}/`,
    title,
    summary: `About ${slug}.`,
    date_published: publishedAt ?? new Date().toISOString(),
    tags,
    authors: [{ name: 'Ann Lee' }],
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

export interface TestMailer extends Mailer {
  readonly sent: Mail[];
  /** Decides what becomes of a mail; sent unless it says otherwise. */
  decide: (mail: Mail) => MailResult | Promise<MailResult>;
  /** How often something was handed over. */
  calls: number;
}

/** A carrier that keeps what it takes, and knows ids if it is told so. */
export function makeMailer({ knowsIds = true, batchSize = 50 } = {}): TestMailer {
  const known = new Set<string>();
  const mailer: TestMailer = {
    sent: [],
    calls: 0,
    decide: () => ({ kind: 'sent' }),
    knowsIds,
    batchSize,
    send: async (mail) => {
      mailer.calls += 1;
      const result = await mailer.decide(mail);
      if (result.kind === 'sent' && !(knowsIds && known.has(mail.id))) {
        known.add(mail.id);
        mailer.sent.push(mail);
      }
      return result;
    },
    sendBatch: async (mails) => {
      const results: MailResult[] = [];
      for (const mail of mails) results.push(await mailer.send(mail));
      return results;
    },
  };
  return mailer;
}

/** What Netlify tells a function, as far as these ask. */
export function makeContext(url: string, ip = '192.0.2.7'): Context {
  return {
    ip,
    deploy: { context: 'dev', id: '0', published: false },
    site: { id: '0', name: 'test', url },
    waitUntil: () => undefined,
  } as unknown as Context;
}

/** Sends what waits in the outbox. */
export function post(database: Database, mailer: Mailer, site: NewsletterSite): Promise<number> {
  return drainOutbox({ database, mailer, site });
}

/** As if so many days had gone by, in which nobody looked for what is due. */
export async function daysGoBy(database: Database, days: number): Promise<void> {
  const ago = sql`${days} * interval '1 day'`;
  await database.execute(
    sql`update subscribers set created_at = created_at - ${ago}, answered_at = answered_at - ${ago},
      confirmed_at = confirmed_at - ${ago}, unsubscribed_at = unsubscribed_at - ${ago}`,
  );
  await database.execute(
    sql`update tokens set created_at = created_at - ${ago}, expires_at = expires_at - ${ago}`,
  );
  await database.execute(
    sql`update outbox set created_at = created_at - ${ago}, due_at = due_at - ${ago},
      sent_at = sent_at - ${ago}, set_aside_at = set_aside_at - ${ago}`,
  );
}

/** The link in a mail that leads to a page. */
export function linkIn(mail: Mail | undefined, page: string): string {
  const found = new RegExp(`https?://\\S*/newsletter/${page}\\?\\S+`, 'u').exec(
    mail?.text ?? '',
  )?.[0];
  if (!found) throw new Error(`No link to ${page} in: ${mail?.text}`);
  return found;
}
