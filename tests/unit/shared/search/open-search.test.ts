import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Search, SearchQuery } from '#src/shared/search/search-answer.ts';
import {
  asked,
  editionOf,
  everythingOf,
  makeIndex,
  marksIn,
  openSample,
  pathsFor,
  textOf,
  typed,
  type SampleIndex,
  type SamplePage,
} from '#tests/setup/search.ts';

const vector = '<img src=x onerror=alert(1)>';

/** Enough pages with common words that results for them are not thin. */
const many: readonly SamplePage[] = Array.from({ length: 40 }, (_, at) => ({
  url: `/post-${at}`,
  title: `Post number ${at}`,
  date: `20${25 - Math.floor(at / 12)}-0${(at % 9) + 1}-01`,
  html: `<p>The publication goes on with its broad typography, in part ${at}.</p>`,
}));

let index: SampleIndex;
let search: Search;

beforeAll(async () => {
  index = await makeIndex(
    [
      {
        url: '/kettle',
        title: 'How to choose a copper kettle',
        description: 'What to look for.',
        html: '<p>It should whistle in a friendly way, and pour without a drop on the tablecloth.</p>',
      },
      { url: '/pots', title: 'Copper pots', html: '<p>They are heavy, and they shine.</p>' },
      { url: '/tea', title: 'Tea', html: '<p>Put the kettle on. Teh copper is warm.</p>' },
      { url: '/vector', title: vector, html: '<p>A title of a strange kind.</p>' },
      { url: '/regexp', title: 'a.*b [c] (d', html: '<p>Signs: $1 ^x$ a+b. A publicaton.</p>' },
      { url: '/bread', title: 'Bread', html: '<p>With butter, not with jam.</p>' },
      { url: '/and', title: 'To be or not to be', html: '<p>That is it.</p>' },
      { url: '/members', title: 'For members', html: null },
      ...many,
    ],
    ['en', 'is'],
  );
  search = await openSample(index);
});

afterAll(() => index.remove());

beforeEach(() => {
  index.log.length = 0;
});

describe('a reader finds', () => {
  it.each([
    ['an exact title', 'How to choose a copper kettle'],
    ['half a title', 'choose copper'],
    ['a title in capitals', 'HOW TO CHOOSE A COPPER KETTLE'],
    ['a phrase from the text', 'pour without a drop'],
    ['a quoted phrase from the text', '"without a drop on the tablecloth"'],
    ['another form of a word', 'whistling kettles'],
    ['a word with a slip', 'tableclotj'],
    ['a word with letters swapped', 'whsitle'],
    ['a word with another first letter', 'kopper kettle choose'],
    ['two words with slips', 'coper ketle choose'],
    ['words in another order', 'kettle copper choose'],
  ])('by %s', async (_what, text) => {
    expect((await pathsFor(search, text))[0]).toBe('/kettle');
  });

  it('words while they are written, from the second letter on', async () => {
    for (const text of ['table', 'tablecl', 'tablecloth', 'copper ke'])
      expect(await pathsFor(search, typed(text))).toContain('/kettle');
    expect(await pathsFor(search, typed('x'))).toEqual(['/regexp']);
  });

  it('an unfinished word with a slip', async () => {
    expect(await pathsFor(search, typed('tablwcl'))).toContain('/kettle');
  });

  it('the title of a page whose text not everybody may read', async () => {
    expect(await pathsFor(search, 'members')).toEqual(['/members']);
  });
});

describe('an answer', () => {
  it('says what was searched for instead of what was written', async () => {
    const answer = await search.find(asked('  coper   Kettel '));
    expect(answer).toMatchObject({ text: 'copper kettle', isCorrected: true });
  });

  it('takes a word for the one that stands beside the others, rather than for a frequent one', async () => {
    expect(await search.find(asked('brxad'))).toMatchObject({ text: 'broad' });
    expect(await search.find(asked('butter brxad'))).toMatchObject({ text: 'butter bread' });
    expect((await pathsFor(search, 'butter brxad'))[0]).toBe('/bread');
  });

  it('keeps what stands around a word that it changes', async () => {
    const answer = await search.find(asked('"coper <b>tablecloht</b>'));
    expect(answer.text).toBe('"copper <b>tablecloth</b>');
  });

  it('does not lose pages by the first letter of another word', async () => {
    const before = await search.find(typed('copper '));
    const begun = await search.find(typed('copper k'));
    expect(begun.complete).toBe(before.complete);
    expect(begun.isCorrected).toBe(false);
  });

  it('says so where nothing was changed', async () => {
    expect(await search.find(asked('copper'))).toMatchObject({
      text: 'copper',
      isCorrected: false,
    });
  });

  it('has pages with some of the words after the others, where there are few', async () => {
    const answer = await search.find(asked('warm copper'));
    const hits = await everythingOf(answer);
    expect(hits[0]).toMatchObject({ isComplete: true });
    expect(hits.filter(({ isComplete }) => isComplete)).toHaveLength(answer.complete);
    expect(answer.complete).toBe(1);
    expect(hits.slice(1).map(({ isComplete }) => isComplete)).toEqual(
      hits.slice(1).map(() => false),
    );
    expect(answer.total).toBe(hits.length);
    expect(answer.total).toBeGreaterThan(1);
  });

  it('has none that are far less like the question than the best', async () => {
    const answer = await search.find(asked('copper pots'));
    const found = (await everythingOf(answer)).map(({ url }) => url.replace(/#.*/u, ''));
    const all = await search.find(asked('copper'));
    expect(found[0]).toBe('/pots');
    expect(found.length).toBeLessThan(all.total);
  });

  it('has none of them where there are enough', async () => {
    const answer = await search.find(asked('typography publication'));
    expect(answer.complete).toBe(many.length);
    expect(answer.total).toBe(many.length);
  });

  it('marks a page as incomplete where a word is unknown', async () => {
    const answer = await search.find(asked('copper xyzzyplugh'));
    expect(answer.complete).toBe(0);
    const hits = await everythingOf(answer);
    expect(hits.length).toBeGreaterThan(0);
    expect(hits.every(({ isComplete }) => !isComplete)).toBe(true);
  });

  it('shows a part of it at a time', async () => {
    const answer = await search.find(asked('typography'));
    const all = await everythingOf(answer);
    const parts = [...(await answer.show(0, 7)), ...(await answer.show(7, 1000))];
    expect(parts).toEqual(all);
    expect(await answer.show(1000, 2000)).toEqual([]);
  });

  it('counts its pages in the facets', async () => {
    const answer = await search.find(asked('typography'));
    const years = (await answer.facets()).get('year') ?? [];
    expect(years.reduce((sum, { count }) => sum + count, 0)).toBe(answer.total);
  });
});

describe('quotes', () => {
  it('have no corrections', async () => {
    const answer = await search.find(asked('"coper kettle"'));
    expect(answer).toMatchObject({ total: 0, isCorrected: false });
  });

  it('leave out pages without the phrase, whatever else they have', async () => {
    expect(await pathsFor(search, '"copper kettle" tea pots')).toEqual(['/kettle']);
  });
});

describe('a search for exactly what is written', () => {
  it('has no corrections', async () => {
    const answer = await search.find(asked('coper', { verbatim: true }));
    expect(answer).toMatchObject({ total: 0, isCorrected: false, text: 'coper' });
  });

  it('finds what an author has written so', async () => {
    expect(await pathsFor(search, asked('teh', { verbatim: true }))).toEqual(['/tea']);
  });
});

describe('a rare word', () => {
  it('that an author has mistyped too is found as it is and as it was meant', async () => {
    const answer = await search.find(asked('teh publication'));
    expect((await pathsFor(search, 'teh')).includes('/tea')).toBe(true);
    expect(answer.total).toBeGreaterThan(0);
  });
});

describe('a slip that one page has too', () => {
  it('finds that page, and names the word that many have', async () => {
    const answer = await search.find(asked('publicaton'));
    expect(answer).toMatchObject({ total: 1, isCorrected: false, suggestions: ['publication'] });
  });

  it('is searched for alone by who asks for exactly that', async () => {
    const answer = await search.find(asked('publicaton', { verbatim: true }));
    expect(answer).toMatchObject({ total: 1, suggestions: [] });
  });

  it('is not looked for in words that are frequent themselves', async () => {
    expect(await search.find(asked('publication'))).toMatchObject({ suggestions: [] });
  });
});

describe('words that say nothing', () => {
  it('are searched for where there are no others', async () => {
    expect((await pathsFor(search, 'to be or not to be'))[0]).toBe('/and');
    expect(await pathsFor(search, 'it')).toContain('/and');
  });

  it('need not be on the page where there are others', async () => {
    const answer = await search.find(asked('the copper of your pots'));
    expect(answer.complete).toBe(1);
  });
});

describe('the order', () => {
  it('may be that of dates', async () => {
    const newest = await pathsFor(search, asked('typography', { order: 'newest' }));
    const oldest = await pathsFor(search, asked('typography', { order: 'oldest' }));
    expect(newest).toEqual(many.map(({ url }) => url));
    expect(oldest).toEqual(newest.toReversed());
  });
});

describe('where nothing is found', () => {
  it('frequent words that begin alike are suggested', async () => {
    const answer = await search.find(asked('typosaurus'));
    expect(answer.total).toBe(0);
    expect(answer.suggestions).toEqual(['typography']);
  });

  it('nothing is suggested where nothing is like it', async () => {
    const answer = await search.find(asked('xyzzyplugh'));
    expect(answer).toMatchObject({ total: 0, complete: 0, suggestions: [], text: 'xyzzyplugh' });
    expect(await everythingOf(answer)).toEqual([]);
    expect([...(await answer.facets()).values()].flat()).toEqual([]);
  });

  it('nothing at all is asked for', async () => {
    for (const text of ['', ' ', '…', '""', '\u0000', '😀']) {
      const answer = await search.find(typed(text));
      expect(answer).toMatchObject({ total: 0, isCorrected: false, suggestions: [] });
    }
  });

  it('the language may have no page at all', async () => {
    const answer = await (await openSample(index, 'is')).find(asked('copper'));
    expect(answer).toMatchObject({ total: 0, suggestions: [], text: 'copper' });
    expect([...(await answer.facets()).values()].flat()).toEqual([]);
  });
});

describe('hostile questions', () => {
  it.each(['.*', '(a+)+$', '[', 'a{1,}', '\\', '$&', '$1', '^', '|', '(?:', '%', '%zz', '\\u0000'])(
    'are words like others: %s',
    async (text) => {
      const answer = await search.find(asked(`${text} copper`));
      expect(answer.text).toBe(`${text} copper`);
      expect((await everythingOf(answer)).length).toBeGreaterThan(0);
    },
  );

  it('find titles of the same kind, which stay text', async () => {
    const answer = await search.find(asked(vector));
    const [hit] = await everythingOf(answer);
    expect(textOf(hit?.title ?? [])).toBe(vector);
    expect(answer.text).toBe(vector);
    expect(marksIn(hit?.title ?? []).length).toBeGreaterThan(0);
    for (const stretch of hit?.title ?? [])
      expect(Object.keys(stretch)).toEqual(['text', 'isMatch']);
  });

  it('are corrected without their signs meaning anything', async () => {
    const answer = await search.find(asked('$& coper $1'));
    expect(answer.text).toBe('$& copper $1');
  });

  it.each(['__proto__', 'constructor', 'hasownproperty', 'tostring', 'valueof'])(
    'name no part of the program: %s',
    async (text) => {
      expect(await search.find(asked(text, { verbatim: true }))).toMatchObject({ total: 0 });
    },
  );

  it('may be 10,000 characters long', async () => {
    for (const text of ['x'.repeat(10_000), 'copper '.repeat(1500), '"'.repeat(10_000)]) {
      const answer = await search.find(typed(text));
      expect(answer.text.length).toBeLessThanOrEqual(200);
    }
  });
});

/** Paths that were read, in the folder of the edition. */
async function readInEdition(): Promise<string[]> {
  const { folder } = await editionOf(index);
  return index.log.map((name) => path.relative(folder, name));
}

describe('files of the index', () => {
  it('are read once, and only those that a question needs', async () => {
    const fresh = await openSample(index);
    expect(index.log).toEqual(['en.json', `${(await editionOf(index)).folder}/map.json`]);
    index.log.length = 0;
    const answer = await fresh.find(asked('typography publication'));
    expect((await readInEdition()).filter((name) => !/^index\/\d+\.pf_index$/u.test(name))).toEqual(
      [],
    );
    index.log.length = 0;
    await answer.show(0, 1);
    expect(await readInEdition()).toEqual([expect.stringMatching(/^fragment\/\d+\.pf_fragment$/u)]);
    index.log.length = 0;
    await answer.facets();
    expect((await readInEdition()).toSorted()).toEqual([
      'filter/kind.pf_filter',
      'filter/year.pf_filter',
      'labels.json',
    ]);
    index.log.length = 0;
    await answer.show(0, 1);
    await answer.facets();
    await fresh.find(asked('publication typography'));
    expect(index.log).toEqual([]);
  });

  it('with the vocabulary are read for words that nobody has written only', async () => {
    const fresh = await openSample(index);
    await fresh.find(asked('copper'));
    expect((await readInEdition()).some((name) => name.startsWith('words/'))).toBe(false);
    await fresh.find(asked('coper'));
    expect((await readInEdition()).some((name) => name.startsWith('words/'))).toBe(true);
    expect(new Set(index.log).size).toBe(index.log.length);
  });

  it('are not read at all for a question without letters', async () => {
    const fresh = await openSample(index);
    index.log.length = 0;
    await fresh.find(typed('…'));
    expect(index.log).toEqual([]);
  });
});

describe('questions asked at once', () => {
  it('are answered as if one after another', async () => {
    const fresh = await openSample(index);
    const queries: SearchQuery[] = ['copper', 'kettle', 'coper', 'typogr'].map((text) =>
      typed(text),
    );
    const together = await Promise.all(queries.map((query) => pathsFor(fresh, query)));
    for (const [at, query] of queries.entries())
      expect(together[at]).toEqual(await pathsFor(search, query));
    expect(new Set(index.log).size).toBe(index.log.length);
  });
});
