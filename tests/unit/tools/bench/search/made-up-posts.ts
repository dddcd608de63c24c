import { pick, randomFrom } from '#src/tools/bench/search/random.ts';
import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';
import { madeUpWords } from '#src/tools/bench/search/corpora/made-up-words.ts';

/** Articles of made-up words: some that all of them use and some of their own. */
export function madeUpPosts(count: number): BenchRecord[] {
  const random = randomFrom(7);
  const makeWord = madeUpWords(new Set(), random);
  const known = Array.from({ length: 60 }, makeWord);
  const sentence = (): string =>
    [pick(known, random), makeWord(), 'about', pick(known, random), makeWord()].join(' ');
  return Array.from({ length: count }, (_, index) => {
    const description = sentence();
    return {
      url: `/articles/${index}/`,
      locale: 'en',
      kind: 'article',
      title: sentence(),
      description,
      topics: [],
      authors: [],
      series: null,
      date: '2026-01-01',
      html: `<p>${description}</p>\n<h2 id="more">More</h2>\n<p>Here are ${sentence()} and ${sentence()}.</p>`,
    };
  });
}
