import { describe, expect, it } from 'vitest';
import { manyArticles, syncFiles } from '#tests/setup/publication.ts';

const small =
  'title: The Small Paper\nurl: https://small.example\narticlesPerPage: 6\nlocales: [{ code: en, name: English }]\n';

async function pagesOf(count: number) {
  const { staticPaths } = await syncFiles({ 'site.yaml': small, ...manyArticles(count) });
  return (await staticPaths.topicPaths()).map(({ params, props }) => ({
    params,
    view: props.view,
  }));
}

describe('a list of articles', () => {
  it('is cut into pages, every article on one of them, in order', async () => {
    const pages = await pagesOf(14);
    expect(pages.map(({ params }) => params['page'])).toEqual([undefined, 'page/2', 'page/3']);
    expect(pages.map(({ view }) => view.cards.length)).toEqual([6, 6, 2]);
    const titles = pages.flatMap(({ view }) => view.cards.map(({ title }) => title));
    expect(titles).toEqual(titles.toSorted());
    expect(new Set(titles).size).toBe(14);
    expect(pages.map(({ view }) => view.count)).toEqual([
      '14 articles',
      '14 articles',
      '14 articles',
    ]);
  });

  it('has no page more than it needs', async () => {
    expect((await pagesOf(6)).map(({ view }) => view.pagination.pages)).toEqual([1]);
    expect((await pagesOf(7)).map(({ view }) => view.pagination.pages)).toEqual([2, 2]);
  });

  it('leads from each page to the newer and the older, and to its ends', async () => {
    const pages = await pagesOf(6 * 9);
    const first = '/topics/publishing/';
    expect(pages[0]?.view.pagination).toMatchObject({
      page: 1,
      newer: null,
      older: `${first}page/2/`,
    });
    expect(pages[1]?.view.pagination).toMatchObject({ newer: first, older: `${first}page/3/` });
    expect(pages[8]?.view.pagination).toMatchObject({ newer: `${first}page/8/`, older: null });
    expect(pages.map(({ view }) => view.pagination.near.map(({ page }) => page).join(' '))).toEqual(
      [
        '1 2 9',
        '1 2 3 9',
        '1 2 3 4 9',
        '1 3 4 5 9',
        '1 4 5 6 9',
        '1 5 6 7 9',
        '1 6 7 8 9',
        '1 7 8 9',
        '1 8 9',
      ],
    );
  });

  it('has an address of its own for each page', async () => {
    expect((await pagesOf(7)).map(({ view }) => view.url)).toEqual([
      'https://small.example/topics/publishing/',
      'https://small.example/topics/publishing/page/2/',
    ]);
  });

  it('of everything begins with the front page, so that its second page is the first of the list', async () => {
    const { staticPaths } = await syncFiles({ 'site.yaml': small, ...manyArticles(14) });
    const paths = await staticPaths.allArticlesPaths();
    expect(paths.map(({ params }) => params['page'])).toEqual(['2', '3']);
    expect(paths[0]?.props.view.pagination.newer).toBe('/');
    expect(paths[0]?.props.view.cards[0]?.title).toBe('Article a007');
  });
});
