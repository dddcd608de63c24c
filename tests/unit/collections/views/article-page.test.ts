import { describe, expect, it } from 'vitest';
import type { ArticleView } from '#src/collections/views/article-page.ts';
import { articleData } from '#src/collections/views/structured-data.ts';
import { article, type Files } from '#tests/setup/content.ts';
import { syncFiles } from '#tests/setup/publication.ts';

async function viewOf(slug: string, files: Files): Promise<ArticleView> {
  const { staticPaths } = await syncFiles(files);
  const path = (await staticPaths.articlePaths()).find(({ params }) => params['slug'] === slug);
  if (!path) throw new Error(`There is no page for ${slug}.`);
  return path.props.view;
}

function part(number: number): string {
  return article({ title: `Part ${number}`, series: `{ id: flat, part: ${number} }` });
}

describe('the page of an article', () => {
  it('names authors, topics and dates in words, and where to find them', async () => {
    const view = await viewOf('a', {
      'articles/en/a.md': article({ updatedAt: '2026-10-01' }),
    });
    expect(view.card).toMatchObject({
      href: '/articles/a/',
      date: '2026-09-14T00:00:00.000Z',
      longDate: 'September 14, 2026',
      section: { label: 'Publishing', href: '/topics/publishing/' },
      authors: [{ label: 'Web Desk', href: '/authors/web-desk/' }],
      readingTime: '1 minute',
    });
    expect(view.updatedAt).toEqual({
      date: '2026-10-01T00:00:00.000Z',
      longDate: 'October 1, 2026',
    });
    expect(view.canonicalUrl).toBe('https://small.example/articles/a/');
  });

  it('says where it first appeared, if elsewhere', async () => {
    const view = await viewOf('a', {
      'articles/en/a.md': article({ canonicalUrl: 'https://first.example/x' }),
    });
    expect(view.canonicalUrl).toBe('https://first.example/x');
    expect(view.url).toBe('https://small.example/articles/a/');
  });

  it('counts reading time by its words', async () => {
    const view = await viewOf('a', { 'articles/en/a.md': article({}, 'word '.repeat(2380)) });
    expect(view.card.readingTime).toBe('10 minutes');
  });

  it.each([
    ['long, with four sections', 4, 1200, 4],
    ['long, with three sections', 3, 1200, 0],
    ['short, with four sections', 4, 100, 0],
  ])('has a table of contents where it is %s', async (_name, sections, words, listed) => {
    const text = `${'## Section\n\n'.repeat(sections)}### Deeper\n\n#### Deepest\n\n${'word '.repeat(words)}`;
    const view = await viewOf('a', {
      'articles/en/a.md': article({}, text.replace('### Deeper\n\n#### Deepest\n\n', '')),
    });
    expect(view.contents).toHaveLength(listed);
  });

  it('lists its other languages and not its own', async () => {
    const locales = ['en', 'de', 'ar'].map((code) => `{ code: ${code}, name: ${code} }`).join(', ');
    const view = await viewOf('a', {
      'site.yaml': `title: x\nurl: https://small.example\nlocales: [${locales}]\n`,
      'articles/en/a.md': article(),
      'articles/ar/a.md': article(),
      'articles/de/b.md': article(),
    });
    expect(view.translations).toEqual([{ code: 'ar', name: 'ar', href: '/ar/articles/a/' }]);
  });

  it('knows the parts of its series before and after it, gaps and all', async () => {
    const files = {
      'articles/en/x1.md': part(1),
      'articles/en/x2.md': part(2),
      'articles/en/x5.md': part(5),
    };
    expect((await viewOf('x2', files)).series).toMatchObject({
      title: 'Flat',
      href: '/series/flat/',
      part: 2,
      previous: { label: 'Part 1', href: '/articles/x1/' },
      next: { label: 'Part 5', href: '/articles/x5/' },
    });
    expect((await viewOf('x1', files)).series?.previous).toBeNull();
    expect((await viewOf('x5', files)).series?.next).toBeNull();
  });

  it('leaves out what the owner has switched off', async () => {
    const view = await viewOf('a', {
      'site.yaml':
        'title: x\nurl: https://small.example\nlocales: [{ code: en, name: x }]\nfeatures: { openGraphImages: false, markdownTwins: false, shareLinks: false }\n',
      'articles/en/a.md': article(),
    });
    expect([view.openGraphImage, view.markdown, view.isShareable]).toEqual([null, null, false]);
  });

  it('for members leads to where one signs in and comes back, if one can', async () => {
    const files = { 'articles/en/a.md': article({ access: 'members' }) };
    expect((await viewOf('a', files)).invitation).toEqual({
      signIn: '/account/?returnTo=%2Farticles%2Fa%2F',
      text: '/articles/a/members/',
    });
    const site =
      'title: x\nurl: https://small.example\nlocales: [{ code: en, name: x }]\nfeatures: { accounts: false }\n';
    expect((await viewOf('a', { ...files, 'site.yaml': site })).invitation).toBeNull();
    expect((await viewOf('a', { 'articles/en/a.md': article() })).invitation).toBeNull();
  });

  it('has comments, but for members not where its text is not', async () => {
    expect((await viewOf('a', { 'articles/en/a.md': article() })).comments).toBe('en/a');
    const closed = { 'articles/en/a.md': article({ comments: 'false' }) };
    expect((await viewOf('a', closed)).comments).toBeNull();
    const files = { 'articles/en/a.md': article({ access: 'members' }) };
    expect((await viewOf('a', files)).comments).toBeNull();
  });

  it('is described to machines by what it shows', async () => {
    const view = await viewOf('a', {
      'articles/en/a.md': article(
        { access: 'members', series: '{ id: flat, part: 1 }' },
        'One two.',
      ),
      'authors/web-desk.yaml': 'name: Jane Doe\n',
    });
    expect(articleData(view)).toMatchObject({
      '@type': 'Article',
      headline: 'A small article',
      datePublished: '2026-09-14T00:00:00.000Z',
      dateModified: '2026-09-14T00:00:00.000Z',
      isAccessibleForFree: false,
      hasPart: { isAccessibleForFree: false, cssSelector: '.for-members' },
      wordCount: 2,
      author: [
        { '@type': 'Person', name: 'Jane Doe', url: 'https://small.example/authors/web-desk/' },
      ],
      isPartOf: { name: 'Flat', url: 'https://small.example/series/flat/' },
    });
  });

  it('that is written from right to left says so, whatever the default language', async () => {
    const view = await viewOf('a', {
      'site.yaml':
        'title: x\nurl: https://small.example\nlocales: [{ code: en, name: x }, { code: ar, name: y }]\n',
      'articles/ar/a.md': article(),
    });
    expect(view.frame).toMatchObject({ locale: 'ar', dir: 'rtl', home: '/ar/' });
  });
});
