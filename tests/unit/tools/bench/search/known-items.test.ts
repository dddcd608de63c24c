import { describe, expect, it } from 'vitest';
import {
  makeKnownItemQueries,
  type KnownItemQuery,
} from '#src/tools/bench/search/queries/known-items.ts';
import { searchableWords } from '#src/tools/bench/search/queries/words.ts';
import { madeUpPosts } from './made-up-posts.ts';

const posts = madeUpPosts(300);
const queries = makeKnownItemQueries(posts, { count: 100, seed: 3 });

function titleOf({ url }: KnownItemQuery): string {
  return posts.find((post) => post.url === url)?.title ?? '';
}

function stand(words: string, text: string): boolean {
  const known = new Set(text.toLowerCase().split(' '));
  return words.split(' ').every((word) => known.has(word));
}

describe('queries for an article of which somebody remembers words', () => {
  it('are the same for the same seed, and others for another', () => {
    expect(makeKnownItemQueries(posts, { count: 100, seed: 3 })).toEqual(queries);
    expect(makeKnownItemQueries(posts, { count: 100, seed: 4 })).not.toEqual(queries);
  });

  it('are as many as wanted, each another one', () => {
    expect(queries).toHaveLength(100);
    expect(new Set(queries.map(({ exact }) => exact)).size).toBe(100);
  });

  it('have two or three words that are no stop words', () => {
    for (const { exact } of queries) {
      expect(exact.split(' ').length).toBeGreaterThanOrEqual(2);
      expect(exact.split(' ').length).toBeLessThanOrEqual(3);
      expect(searchableWords(exact)).toEqual(exact.split(' '));
    }
  });

  it('are taken from the title by half, and else from the beginning', () => {
    const fromTitles = queries.filter((query) => stand(query.exact, titleOf(query)));
    expect(fromTitles).toHaveLength(50);
    for (const query of queries) {
      const { title, description } = posts.find(({ url }) => url === query.url) ?? {};
      expect(stand(query.exact, title ?? '') || stand(query.exact, description ?? '')).toBe(true);
    }
  });

  it('have one word misspelt in their second form', () => {
    for (const { exact, typo } of queries) {
      const written = typo.split(' ');
      const wrong = exact.split(' ').filter((word, index) => word !== written[index]);
      expect(wrong).toHaveLength(1);
    }
  });

  it('have their last word cut to four letters in their third form', () => {
    for (const { exact, prefix } of queries) {
      const [last = '', ...before] = exact.split(' ').toReversed();
      expect(prefix).toBe([...before.toReversed(), last.slice(0, 4)].join(' '));
    }
  });

  it('ask for no article that has its title in common with another', () => {
    const twins = posts.map((post) => ({ ...post, title: 'Vessel lantern harbour' }));
    const fromTwins = makeKnownItemQueries([...twins, ...posts.slice(0, 1)], {
      count: 10,
      seed: 1,
    });
    expect(fromTwins.every(({ url }) => url === posts[0]?.url)).toBe(true);
  });
});

describe('words to search for', () => {
  it('are letters alone, three at least, each once, in small letters', () => {
    const text = 'The lantern, the LANTERN (v1.2.0) at https://example.org/harbour: café! x86 io';
    expect(searchableWords(text)).toEqual(['lantern', 'café']);
  });
});
