import { describe, expect, it } from 'vitest';
import { renderResults } from '#netlify/lib/search/render-results.ts';
import type { SearchAnswer, SearchHit } from '#src/shared/search/search-answer.ts';
import { parseSearchAddress } from '#src/shared/search/search-address.ts';
import { makeSearchWords } from '#src/shared/strings/search-words.ts';
import { createWords } from '#src/shared/strings/translate.ts';

const hit = (at: number): SearchHit => ({
  url: `/articles/${at}/`,
  title: [{ text: `Number ${at}`, isMatch: false }],
  excerpt: [],
  sections: [],
  topics: [],
  authors: [],
  date: null,
  isComplete: true,
});

/** Whatever is asked, there are so many results, and the topic `nonsense` is unknown. */
async function rendered(address: string, total: number): Promise<string> {
  const { query } = parseSearchAddress(address);
  const answer: SearchAnswer = {
    text: query.text,
    isCorrected: false,
    total,
    complete: total,
    facets: () =>
      Promise.resolve(
        new Map([
          [
            'topic',
            [
              { value: 'boats', label: 'Boats', count: 2 },
              { value: 'quays', label: 'Quays', count: 1 },
            ],
          ],
        ] as const),
      ),
    unknown: (query.chosen.get('topic') ?? [])
      .filter((value) => value === 'nonsense"<')
      .map((value) => ({ name: 'topic', value })),
    suggestions: query.text === 'fery' ? ['ferry'] : [],
    show: (from, to) =>
      Promise.resolve(Array.from({ length: to - from }, (_, at) => hit(from + at))),
  };
  const words = makeSearchWords(createWords('en', {}), 'The Paper');
  const settings = { locale: 'en', formats: 'en-GB', path: '/search/', words };
  const asked = { query, from: 0, count: 10, isCut: false };
  return (await renderResults(asked, { find: () => Promise.resolve(answer) }, settings)).text;
}

describe('a value that nothing has', () => {
  it('is said to be unknown, and has no other effect', async () => {
    const text = await rendered('?q=ferry&topic=nonsense%22%3C&topic=boats', 20);
    expect(text).toContain('There is no topic <q><bdi>nonsense&quot;&lt;</bdi></q> here.');
    expect(text).toContain('href="/search/?q=ferry&amp;topic=boats&amp;page=2"');
    expect(text.match(/ checked/gu)).toHaveLength(1);
  });

  it('is no question by itself', async () => {
    const text = await rendered('?topic=nonsense%22%3C', 0);
    expect(text).toContain('There is no topic');
    expect(text).not.toContain('Nothing found');
  });
});

describe('an answer without results', () => {
  it('advises to take away a filter where there is one', async () => {
    expect(await rendered('?q=ferry', 0)).toContain('Try other or fewer words');
    expect(await rendered('?q=ferry&topic=boats', 0)).toContain('Take away a filter');
  });
});

describe('what may have been meant', () => {
  it.each([0, 1])('is named beside %d results', async (total) => {
    const text = await rendered('?q=fery', total);
    expect(text).toContain('href="/search/?q=ferry"');
  });
});
