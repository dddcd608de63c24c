import { globSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { createWords } from '#src/shared/strings/translate.ts';
import { makeCommentWords } from '#src/shared/strings/comments-words.ts';
import { fixtureOutput, sampleOutput } from '#tests/setup/sites.ts';

/** A built site that is served while tests run. */
export interface BuiltSite {
  readonly name: string;
  /** The folder that would be deployed. */
  readonly folder: string;
  /** Where it is served, without a slash at the end. */
  readonly url: () => string;
  /** A page of each template, and each variation of one that is set in a way of its own. */
  readonly templates: Readonly<Record<string, string>>;
  /** Those of the templates that have an island in sight: scripts run on them. */
  readonly islands: readonly string[];
  /** Those that have one further down: no script runs before it comes into sight. */
  readonly islandsBelow: readonly string[];
}

export const sample: BuiltSite = {
  name: 'the sample',
  folder: sampleOutput,
  url: () => required('SAMPLE_URL'),
  templates: {
    'front page': '/',
    'long article': '/articles/a-longer-way-to-a-short-page/',
    'short article': '/articles/a-note-on-the-paper/',
    'article with every mark': '/articles/everything-you-can-write/',
    "members' article": '/articles/what-only-members-read/',
    topics: '/topics/',
    topic: '/topics/publishing/',
    author: '/authors/engineering-desk/',
    series: '/series/flat-by-design/',
    archive: '/archive/2026/',
    'plain page': '/about/',
    search: '/search/',
    newsletter: '/newsletter/',
    'newsletter, sent': '/newsletter/sent/',
    'newsletter, confirmed': '/newsletter/confirmed/',
    '404 page': '/no-such-page/',
  },
  islands: ['search', 'newsletter'],
  islandsBelow: [
    'front page',
    'long article',
    'short article',
    'article with every mark',
    "members' article",
  ],
};

export const fixture: BuiltSite = {
  name: 'the made-up publication',
  folder: fixtureOutput,
  url: () => required('FIXTURE_URL'),
  templates: {
    'front page of many articles': '/',
    'list, page 2': '/page/2/',
    'article with a cover': '/articles/ferry/',
    'article of a series': '/articles/piano/',
    "members' article": '/articles/captains/',
    'very long headline': '/articles/long/',
    'topic, page 2': '/topics/boats/page/2/',
    'front page from right to left': '/ar/',
    'article from right to left': '/ar/articles/ferry/',
    'author from right to left': '/ar/authors/harbour-desk/',
    'plain page from right to left': '/ar/about/',
    'search from right to left': '/ar/search/',
    'newsletter from right to left': '/ar/newsletter/',
    'newsletter from right to left, sent': '/ar/newsletter/sent/',
  },
  islands: ['search from right to left', 'newsletter from right to left'],
  islandsBelow: [
    'front page of many articles',
    'article with a cover',
    'article of a series',
    "members' article",
    'very long headline',
    'front page from right to left',
    'article from right to left',
  ],
};

export const sites: readonly BuiltSite[] = [sample, fixture];

/** Every file of a site with one of these endings, as paths in its folder. */
export function filesOf({ folder }: BuiltSite, pattern: string): string[] {
  return globSync(pattern, { cwd: folder })
    .map((file) => file.split(path.sep).join('/'))
    .toSorted();
}

/**
 * Collects what a page complains of: errors and warnings in its console (breaches of its policy are
 * among them), failed requests, exceptions. `after` says that there was nothing.
 */
export function watchForComplaints(page: Page): () => void {
  const complaints: string[] = [];
  page.on('console', (message) => {
    const isNotFoundPage =
      message.text().includes('status of 404') && message.location().url.endsWith('/no-such-page/');
    if (['error', 'warning'].includes(message.type()) && !isNotFoundPage) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => {
    // Chromium gives up the animation between two pages where the next one was painted first.
    if (!error.message.startsWith('Transition was ')) complaints.push(error.message);
  });
  page.on('requestfailed', (request) => {
    // Given up by the browser itself, when a reader goes on before it was there.
    if (request.failure()?.errorText === 'net::ERR_ABORTED') return;
    complaints.push(`${request.url()} failed`);
  });
  return () => expect(complaints).toEqual([]);
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is set by tests/setup/sites.ts, which did not run.`);
  return value;
}

const noComments = {
  article: '',
  count: '0',
  comments: [],
  next: null,
  account: '/account/',
  words: makeCommentWords(createWords('en', {})),
};

/**
 * Answers forms and what comments ask as their functions would: what is looked at here is the page, and not
 * every site here has the function's database.
 */
export async function answerForms(page: Page): Promise<void> {
  await page.route('**/api/subscribe', (route) => route.fulfill({ json: { stamp: 'stamp' } }));
  await page.route('**/api/comments?*', (route) => route.fulfill({ json: noComments }));
  await page.route('**/api/comments/mine?*', (route) =>
    route.fulfill({ json: { person: null, comments: [] } }),
  );
}
