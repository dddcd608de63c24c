import { describe, expect, it } from 'vitest';
import * as paths from '#src/shared/paths.ts';

const english = { locale: 'en', defaultLocale: 'en' };
const german = { locale: 'de', defaultLocale: 'en' };

describe('public paths', () => {
  it.each([
    ['the front page', paths.homePath, '/', '/de/'],
    [
      'an article',
      (scope: paths.LocaleScope) => paths.articlePath(scope, 'x'),
      '/articles/x/',
      '/de/articles/x/',
    ],
    [
      'its Markdown',
      (scope: paths.LocaleScope) => paths.articleMarkdownPath(scope, 'x'),
      '/articles/x.md',
      '/de/articles/x.md',
    ],
    [
      'its picture for sharing',
      (scope: paths.LocaleScope) => paths.openGraphImagePath(scope, 'x'),
      '/og/x.png',
      '/de/og/x.png',
    ],
    ['all topics', paths.topicsPath, '/topics/', '/de/topics/'],
    [
      'a topic',
      (scope: paths.LocaleScope) => paths.topicPath(scope, 'x'),
      '/topics/x/',
      '/de/topics/x/',
    ],
    [
      'an author',
      (scope: paths.LocaleScope) => paths.authorPath(scope, 'x'),
      '/authors/x/',
      '/de/authors/x/',
    ],
    [
      'a series',
      (scope: paths.LocaleScope) => paths.seriesPath(scope, 'x'),
      '/series/x/',
      '/de/series/x/',
    ],
    [
      'a year',
      (scope: paths.LocaleScope) => paths.archivePath(scope, 2026),
      '/archive/2026/',
      '/de/archive/2026/',
    ],
    [
      'a plain page',
      (scope: paths.LocaleScope) => paths.plainPagePath(scope, 'x'),
      '/x/',
      '/de/x/',
    ],
  ])(
    'of %s have no prefix in the default language and one in others',
    (_name, path, plain, prefixed) => {
      expect([path(english), path(german)]).toEqual([plain, prefixed]);
    },
  );

  it('leave the route’s parameter out for the default language', () => {
    expect(paths.localeParam(english)).toBeUndefined();
    expect(paths.localeParam(german)).toBe('de');
  });

  it('of the first page of a list are those of the list', () => {
    expect(paths.listPagePath('/de/', 1)).toBe('/de/');
    expect(paths.listPagePath('/de/', 2)).toBe('/de/page/2/');
  });

  it('of feeds stand beside the list they are of', () => {
    expect(paths.feedPaths('/topics/x/')).toEqual({
      rss: '/topics/x/rss.xml',
      atom: '/topics/x/atom.xml',
      json: '/topics/x/feed.json',
    });
  });

  it('are absolute as browsers send them', () => {
    expect(paths.absoluteUrl('/articles/café/#a', 'https://small.example')).toBe(
      'https://small.example/articles/caf%C3%A9/#a',
    );
  });

  it('reserve every first segment that the site’s own paths begin with', () => {
    const own = [
      paths.articlePath(english, 'x'),
      paths.openGraphImagePath(english, 'x'),
      paths.topicsPath(english),
      paths.authorPath(english, 'x'),
      paths.seriesPath(english, 'x'),
      paths.archivePath(english, 1),
      paths.listPagePath('/', 2),
      '/search/',
      '/newsletter/',
      '/account/',
      '/api/subscribe',
      '/404.html',
    ].map((path) => path.split('/')[1]?.replace('.html', ''));
    expect(own.filter((segment) => !paths.reservedSegments.has(segment ?? ''))).toEqual([]);
  });
});
