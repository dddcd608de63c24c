import { describe, expect, it } from 'vitest';
import type { FrontPageView } from '#src/collections/views/front-page.ts';
import { article, type Files } from '#tests/setup/content.ts';
import { manyArticles, syncFiles } from '#tests/setup/publication.ts';

const topics: Files = Object.fromEntries(
  ['sea', 'land', 'air'].map((id) => [`topics/${id}.yaml`, `name: The ${id}\n`]),
);

async function frontPageOf(files: Files): Promise<FrontPageView> {
  const { staticPaths } = await syncFiles({ ...topics, ...files });
  const [path] = await staticPaths.frontPagePaths();
  if (!path) throw new Error('There is no front page.');
  return path.props.view;
}

/** Everything a front page shows, in the order it is read. */
function slugsOn({ lead, columns, sections, briefs }: FrontPageView): string[] {
  const cards = [
    ...(lead ? [lead] : []),
    ...columns,
    ...sections.flatMap((one) => one.cards),
    ...briefs,
  ];
  return cards.map(({ href }) => href.split('/')[2] ?? '');
}

describe('the front page', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 24, 25, 60])(
    'of %i articles shows each of its newest once',
    async (count) => {
      const topic = ['sea', 'land', 'air'];
      const view = await frontPageOf(
        manyArticles(count, (index) => ({ topics: `[${topic[index % 3]}]` })),
      );
      const shown = slugsOn(view);
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown).toHaveLength(Math.min(count, 24));
      expect(shown.toSorted().at(-1)).toBe(
        count === 0 ? undefined : `a${String(Math.min(count, 24)).padStart(3, '0')}`,
      );
    },
  );

  it('leads with the newest and sets the next beside it', async () => {
    const view = await frontPageOf(manyArticles(8));
    expect(view.lead?.title).toBe('Article a001');
    expect(view.columns.map(({ title }) => title)).toEqual(
      ['2', '3', '4', '5', '6', '7'].map((number) => `Article a00${number}`),
    );
  });

  it.each([
    [1, 0, 0],
    [4, 3, 0],
    [5, 4, 0],
    [6, 4, 1],
    [7, 6, 0],
    [8, 6, 1],
  ])(
    'of %i articles has whole rows: %i columns and %i in brief',
    async (count, columns, briefs) => {
      const view = await frontPageOf(manyArticles(count));
      expect([view.columns.length, view.briefs.length]).toEqual([columns, briefs]);
    },
  );

  it('groups what is older by topic, four at most, and has no heading for a single story', async () => {
    const topicIds = ['publishing', 'sea', 'land', 'air'];
    const topicOf = (index: number) => topicIds[[7, 13, 15, 16].findIndex((end) => index < end)];
    const view = await frontPageOf(
      manyArticles(16, (index) => ({ topics: `[${topicOf(index)}]` })),
    );
    expect(
      view.sections.map(({ topic, cards }) => [topic.label, topic.href, cards.length]),
    ).toEqual([
      ['The sea', '/topics/sea/', 4],
      ['The land', '/topics/land/', 2],
    ]);
    expect(view.briefs.map(({ title }) => title)).toEqual([
      'Article a012',
      'Article a013',
      'Article a016',
    ]);
  });

  it('orders sections as the owner does', async () => {
    const view = await frontPageOf({
      'site.yaml':
        'title: x\nurl: https://small.example\nsections: [land, sea]\nlocales: [{ code: en, name: x }]\n',
      ...manyArticles(15, (index) => ({ topics: index % 2 ? '[sea]' : '[land]' })),
    });
    expect(view.sections.map(({ topic }) => topic.label)).toEqual(['The land', 'The sea']);
    expect(view.frame.sections.map(({ label }) => label)).toEqual(['The land', 'The sea']);
  });

  it('of nothing is an empty page, not none', async () => {
    const view = await frontPageOf({});
    expect(view).toMatchObject({ lead: null, columns: [], sections: [], briefs: [] });
    expect(view.issue).toEqual({ date: null, number: 0 });
    expect(view.pagination).toMatchObject({ page: 1, pages: 1, older: null });
  });

  it('carries the date and number of the newest article, as an edition does', async () => {
    const { issue } = await frontPageOf(manyArticles(3));
    expect(issue).toEqual({ date: 'Friday, November 20, 2026', number: 3 });
  });

  it('marks what is for members', async () => {
    const view = await frontPageOf({ 'articles/en/a.md': article({ access: 'members' }) });
    expect(view.lead?.isForMembers).toBe(true);
  });
});
