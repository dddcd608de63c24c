import { createServer } from 'node:http';
import type { NewsletterSite } from '#netlify/lib/newsletter/newsletter-site.ts';
import {
  accountMailNames,
  type AccountMailTemplates,
  type AccountSettings,
  type AccountWords,
} from '#src/shared/accounts/account-settings.ts';
import {
  commentWords,
  type CommentedArticles,
  type CommentsSettings,
  type CommentWords,
} from '#src/shared/comments/comments-settings.ts';
import {
  newsletterWords,
  type NewsletterSettings,
  type NewsletterWords,
} from '#src/shared/newsletter/newsletter-settings.ts';
import {
  mailNames,
  type MailName,
  type MailTemplate,
} from '#src/shared/newsletter/mail-templates.ts';
import { commented } from './measure-comments.ts';
import { englishAccountStrings } from '#src/shared/strings/account-en.ts';

export interface BenchSite {
  readonly site: NewsletterSite;
  stop: () => Promise<void>;
}

const articles = 5;

/** A site that has what the build writes for functions, and a feed of five articles. */
export async function startSite(): Promise<BenchSite> {
  const files: Readonly<Record<string, string>> = {
    '/newsletter/served.json': JSON.stringify(settings()),
    '/account/served.json': JSON.stringify(accountSettings()),
    '/account/served.txt': '<title></title><div id="served"></div>',
    '/account/comments/served.json': JSON.stringify(commentsSettings()),
    '/account/comments/articles.json': JSON.stringify(commentedArticles()),
    '/feed.json': JSON.stringify({ items: Array.from({ length: articles }, (_, at) => item(at)) }),
  };
  const server = createServer((request, response) => {
    const text = files[request.url ?? ''];
    response.writeHead(text === undefined ? 404 : 200).end(text);
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('No port was given.');
  return {
    site: { origin: `http://127.0.0.1:${address.port}`, mayMail: true, isLocal: true },
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        server.closeAllConnections();
      }),
  };
}

function commentedArticles(): CommentedArticles {
  return { titles: { [commented.slug]: 'An article' }, forMembers: [] };
}

function commentsSettings(): CommentsSettings {
  return {
    title: 'The Small Paper',
    locale: commented.locale,
    isDefault: true,
    formats: 'en-GB',
    timeZone: 'UTC',
    locales: [{ code: commented.locale, isDefault: true }],
    // Every key is there.
    words: Object.fromEntries(commentWords.map((word) => [word, word])) as CommentWords,
  };
}

function item(at: number) {
  return {
    url: `https://small.example/articles/${at}/`,
    title: `Article ${at}`,
    summary: 'What it is about, in a sentence that is as long as such sentences are.',
    date_published: new Date().toISOString(),
    tags: [at % 2 === 0 ? 'Typography' : 'Ink'],
    authors: [{ name: 'Ann Lee' }],
  };
}

function settings(): NewsletterSettings {
  return {
    title: 'The Small Paper',
    url: 'https://small.example',
    locale: 'en',
    isDefault: true,
    dir: 'ltr',
    formats: 'en-GB',
    timeZone: 'UTC',
    isPaused: false,
    sender: 'The Small Paper <post@small.example>',
    replyTo: null,
    postalAddress: null,
    // Never today, so that one edition is made.
    weekday: ((new Date().getUTCDay() + 3) % 7) + 1,
    topics: [
      { id: 'type', name: 'Typography' },
      { id: 'ink', name: 'Ink' },
    ],
    domains: { allowed: [], refused: [] },
    locales: [{ code: 'en', name: 'English', isDefault: true }],
    words: Object.fromEntries(newsletterWords.map((key) => [key, key])) as NewsletterWords,
    mail: {
      ...(Object.fromEntries(mailNames.map((name) => [name, template(name)])) as Record<
        MailName,
        MailTemplate
      >),
      edition: {
        subject: '{{subject}}',
        html: `${frame}<h1>{{heading}}</h1>{{articles}}<a href="{{archive}}">archive</a><a href="{{leave}}">leave</a><a href="{{preferences}}">preferences</a>`,
        text: '{{heading}}\n{{articles}}\n{{archive}}\n{{leave}}\n{{preferences}}\n',
        article: {
          html: '<h2><a href="{{url}}">{{title}}</a></h2><p>{{description}}</p><p>{{byline}}</p>',
          text: '{{title}}\n{{url}}\n{{description}}\n',
        },
      },
    },
  };
}

function accountSettings(): AccountSettings {
  return {
    title: 'The Small Paper',
    url: 'https://small.example',
    locale: 'en',
    isDefault: true,
    formats: 'en-GB',
    timeZone: 'UTC',
    sender: null,
    replyTo: null,
    hasNewsletter: false,
    hasComments: false,
    domains: { allowed: [], refused: [] },
    locales: [{ code: 'en', name: 'English', isDefault: true }],
    // Every key is there, without what it begins with.
    words: Object.fromEntries(
      Object.entries(englishAccountStrings).map(([key, text]) => [
        key.slice('account.'.length),
        text,
      ]),
    ) as AccountWords,
    // Every name is there.
    mail: Object.fromEntries(
      accountMailNames.map((name) => [name, template(name)]),
    ) as unknown as AccountMailTemplates,
  };
}

/** About as much markup as a mail that looks the same everywhere has around its words. */
const frame = '<table role="presentation" width="100%"><tr><td></td></tr></table>\n'.repeat(200);

function template(name: string): MailTemplate {
  return {
    subject: name,
    html: `<p>${name}</p><a href="{{link}}">go</a> <a href="{{leave}}">leave</a>`,
    text: `${name}\n{{link}}\n{{leave}}\n`,
  };
}
