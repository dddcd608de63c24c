import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IndexStore } from '#src/shared/search/index-store.ts';
import { loadLanguage } from '#src/shared/search/languages.ts';
import { matchTerm, nearWords, type Matching } from '#src/shared/search/match-terms.ts';
import { termsOf } from '#src/shared/search/query-terms.ts';
import { makeIndex, type SampleIndex } from '#tests/setup/search.ts';

/** Of every length from three letters on, so that slips lead from one family of words to another. */
const words = (
  'ink inks inked paper press column letter printer printing typesetter publication ' +
  'typographical correspondence acknowledgement house housing mouse mice happy happier happily'
).split(' ');

let index: SampleIndex;
let matching: Matching;

beforeAll(async () => {
  index = await makeIndex([
    { url: '/one', title: 'One', html: `<p>${words.join(' ')}</p>` },
    { url: '/two', title: 'Two', html: '<p>The front-end and the back-end of getElementById.</p>' },
  ]);
  matching = {
    store: await IndexStore.open('en', index.read),
    language: await loadLanguage('en'),
    locale: 'en',
  };
});

afterAll(() => index.remove());

/** The words that a text may mean, with how much they count, best first. */
async function matchesOf(text: string): Promise<[string, number][]> {
  const terms = await Promise.all(termsOf(text, 'en').map((term) => matchTerm(term, matching)));
  return terms
    .flat()
    .flatMap((term) =>
      [...term.words].map(([key, { quality }]): [string, number] => [key, quality]),
    )
    .toSorted((a, b) => b[1] - a[1]);
}

/** A word with any one slip at any place. */
function slipsOf(key: string): string[] {
  return Array.from({ length: key.length + 1 }, (_, at) => [
    key.slice(0, at) + key.slice(at + 1),
    `${key.slice(0, at)}x${key.slice(at)}`,
    `${key.slice(0, at)}x${key.slice(at + 1)}`,
    key.slice(0, at) + (key[at + 1] ?? '') + (key[at] ?? '') + key.slice(at + 2),
  ]).flat();
}

describe('words near another', () => {
  it('have the right one among them, whatever the slip and wherever it is', async () => {
    for (const key of words) {
      for (const written of slipsOf(key)) {
        const near = await nearWords({ key: written, isUnfinished: false }, matching.store);
        if (!near.some((word) => word.key === key)) expect.fail(`${key} is not near ${written}`);
      }
    }
  });

  it('are none of what cannot be corrected', async () => {
    for (const key of ['v73', '2026', '漢字', 'x'.repeat(40)])
      expect(await nearWords({ key, isUnfinished: true }, matching.store)).toEqual([]);
  });
});

describe('a term', () => {
  it('is the word itself first, then its forms', async () => {
    expect(await matchesOf('printing ')).toEqual([['printing', 1]]);
    expect((await matchesOf('inked '))[0]).toEqual(['inked', 1]);
    expect(await matchesOf('inked ')).toHaveLength(3);
  });

  it('is a form of it where nobody has written it', async () => {
    expect(await matchesOf('publications ')).toEqual([['publication', 1]]);
  });

  it('is what it may become while it is written, and less the more is missing', async () => {
    const found = await matchesOf('typo');
    expect(found.map(([key]) => key)).toEqual(['typographical']);
    expect(found[0]?.[1]).toBeLessThan(0.9);
    expect(await matchesOf('typo ')).toEqual([]);
  });

  it('of several parts is one word, or its parts where nobody has written the whole', async () => {
    expect(await matchesOf('front-end ')).toEqual([['frontend', 1]]);
    expect((await matchesOf('ink-paper ')).map(([key]) => key)).toEqual(
      expect.arrayContaining(['ink', 'paper']),
    );
  });

  it('is nothing where the publication does not have it', async () => {
    expect(await matchesOf('xyzzyplugh ')).toEqual([]);
  });
});
