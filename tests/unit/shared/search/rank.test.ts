import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Posting } from '#src/shared/search/index-format.ts';
import type { MatchedTerm } from '#src/shared/search/match-terms.ts';
import { rankPages, ranking, type PageMap } from '#src/shared/search/rank.ts';
import type { Search } from '#src/shared/search/search-answer.ts';
import { asked, makeIndex, openSample, pathsFor, type SampleIndex } from '#tests/setup/search.ts';

const filler = 'Some more sentences about other things stand here and fill the page. '.repeat(6);

let index: SampleIndex;
let search: Search;

beforeAll(async () => {
  index = await makeIndex([
    { url: '/body', title: 'One', html: `<p>${filler} A lighthouse. ${filler}</p>` },
    {
      url: '/often',
      title: 'Two',
      html: `<p>${filler} ${'A lighthouse. '.repeat(5)}${filler}</p>`,
    },
    { url: '/title', title: 'The lighthouse', html: `<p>${filler}</p>` },
    { url: '/long', title: 'Three', html: `<p>${filler.repeat(10)} A windmill.</p>` },
    { url: '/short', title: 'Four', html: '<p>A windmill in few words.</p>' },
    { url: '/far', title: 'Five', html: `<p>Copper. ${filler} Kettle. ${filler}</p>` },
    { url: '/near', title: 'Six', html: `<p>${filler} The copper kettle. ${filler}</p>` },
    { url: '/copper', title: 'Copper, copper and copper', html: `<p>${'copper '.repeat(30)}</p>` },
    { url: '/end', title: 'Seven', html: `<p>${filler.repeat(3)} A harbour.</p>` },
    { url: '/start', title: 'Eight', html: `<p>A harbour. ${filler.repeat(3)}</p>` },
    { url: '/heading', title: 'Nine', html: `<p>${filler}</p><h2 id="o">An orchard</h2>` },
    { url: '/plain', title: 'Ten', html: `<p>${filler}</p><p>An orchard</p>` },
    { url: '/described', title: 'Eleven', description: 'Of a quarry.', html: `<p>${filler}</p>` },
    { url: '/quarry', title: 'Twelve', html: `<p>${filler} A quarry.</p>` },
    { url: '/forms', title: 'Thirteen', html: `<p>${filler} The anchors.</p>` },
    { url: '/exact', title: 'Fourteen', html: `<p>${filler} The anchor.</p>` },
    { url: '/longer', title: 'Granite in the walls of old towns', html: `<p>${filler}</p>` },
    { url: '/whole', title: 'Granite', html: `<p>${filler}</p>` },
    {
      url: '/apart',
      title: 'Marble',
      description: 'Of stone.',
      html: `<p>${filler} Veined. ${filler}</p>`,
    },
    {
      url: '/together',
      title: 'Fifteen',
      description: 'Veined marble.',
      html: `<p>${filler}</p>`,
    },
  ]);
  search = await openSample(index);
});

afterAll(() => index.remove());

describe('what is found', () => {
  it.each([
    ['a headline before a text', 'lighthouse', '/title', '/often'],
    ['a text that has a word often before one that has it once', 'lighthouse', '/often', '/body'],
    ['a short text before a long one', 'windmill', '/short', '/long'],
    ['words near each other before words far apart', 'copper kettle', '/near', '/far'],
    [
      'a page with all words before one with some, however often',
      'copper kettle',
      '/far',
      '/copper',
    ],
    ['the beginning of a text before its end', 'harbour', '/start', '/end'],
    ['a heading before a paragraph', 'orchard', '/heading', '/plain'],
    ['a description before a text', 'quarry', '/described', '/quarry'],
    ['the word itself before its other forms', 'anchor', '/exact', '/forms'],
    ['the word itself before its other forms, again', 'anchors', '/forms', '/exact'],
    ['a headline that is asked for as a whole before a longer one', 'granite', '/whole', '/longer'],
    ['all of the words at the head before some', 'veined marble', '/together', '/apart'],
  ])('has %s', async (_what, text, first, second) => {
    const paths = await pathsFor(search, text);
    expect(paths).toContain(first);
    expect(paths).toContain(second);
    expect(paths.indexOf(first)).toBeLessThan(paths.indexOf(second));
  });

  it('is the newest first where nothing else tells pages apart', async () => {
    const paths = await pathsFor(search, asked('sentences'));
    expect(paths.length).toBeGreaterThan(10);
    expect(await pathsFor(search, asked('sentences'))).toEqual(paths);
  });

  it('is only what has a phrase, where one is asked for', async () => {
    expect(await pathsFor(search, '"copper kettle"')).toEqual(['/near']);
    expect(await pathsFor(search, '"kettle copper"')).toEqual([]);
  });
});

/** Fields of made-up pages, by their numbers. */
const fieldNames = ['title', 'description', 'topics', 'authors'] as const;

/** A hundred pages of a hundred words, of which headlines have so many. */
function mapOf(titleLengths: readonly number[]): PageMap {
  const pages = Array.from({ length: 100 }, (_, page) => titleLengths[page] ?? 1);
  return { fields: fieldNames, lengths: pages.map(() => 100), titleLengths: pages };
}

/** The page that gets nothing for being new. */
const oldest = 99;

/** A word far from the beginning of a text, so often. */
function inText(page: number, times = 1): Posting {
  const places = Array.from({ length: times }, () => [24, 5000]).flat();
  return { page, places, fields: [] };
}

function inField(page: number, name: (typeof fieldNames)[number], position = 0): Posting {
  return { page, places: [], fields: [fieldNames.indexOf(name), position] };
}

/** A term that means words of some qualities, each with its places. */
function term(...words: readonly (readonly [quality: number, ...Posting[]])[]): MatchedTerm {
  return {
    term: { kind: 'word', written: 'word', key: 'word', parts: [], isUnfinished: false },
    words: new Map(
      words.map(([quality, ...postings], at) => [`word ${at}`, { quality, postings }]),
    ),
    corrections: [],
  };
}

/** Scores by pages. */
function scores(terms: readonly MatchedTerm[], map = mapOf([])): ReadonlyMap<number, number> {
  const ranked = rankPages(terms, { map, allowed: null });
  return new Map(ranked.map(({ page, score }) => [page, score]));
}

function scoreOf(page: number, terms: readonly MatchedTerm[], map = mapOf([])): number {
  return scores(terms, map).get(page) ?? NaN;
}

describe('the score of a page', () => {
  it('is that of BM25 where a word stands once in a text of middle length', () => {
    const rarity = Math.log(1 + (100 - 1 + 0.5) / 1.5);
    expect(scoreOf(oldest, [term([1, inText(oldest)])])).toBeCloseTo(rarity, 5);
  });

  it('grows ever less with each time that a word stands there', () => {
    const [once = 0, twice = 0, thrice = 0] = [1, 2, 3].map((times) =>
      scoreOf(oldest, [term([1, inText(oldest, times)])]),
    );
    expect(twice).toBeGreaterThan(once);
    expect(thrice).toBeGreaterThan(twice);
    expect(thrice - twice).toBeLessThan(twice - once);
  });

  it('counts a word of half the quality as half of the whole, however often it stands there', () => {
    for (const times of [1, 10, 500]) {
      const whole = scoreOf(oldest, [term([1, inText(oldest, times)])]);
      expect(scoreOf(oldest, [term([0.5, inText(oldest, times)])])).toBeCloseTo(whole / 2, 5);
    }
  });

  it('adds a word of less quality to what is left to add, in whatever order words are found', () => {
    const alone = scoreOf(oldest, [term([1, inText(oldest)])]);
    const twice = scoreOf(oldest, [term([1, inText(oldest, 2)])]);
    const better = [1, inText(oldest)] as const;
    const worse = [0.5, inText(oldest)] as const;
    const both = scoreOf(oldest, [term(better, worse)]);
    expect(both).toBeCloseTo(alone + (twice - alone) / 2, 5);
    expect(scoreOf(oldest, [term(worse, better)])).toBeCloseTo(both, 5);
  });

  it('never has a worse word often above a better one as often', () => {
    const found = scores([term([1, inText(98, 3)], [0.6, inText(oldest, 3)])]);
    expect(found.get(98)).toBeGreaterThan(found.get(oldest) ?? NaN);
  });
});

describe('a headline', () => {
  const [first, second] = [
    term([1, inField(0, 'title', 0), inField(1, 'title', 0)]),
    term([1, inField(0, 'title', 1), inField(1, 'title', 1)]),
  ];

  it('that is wholly asked for is worth more than a longer one', () => {
    const found = scores([first, second], mapOf([2, 8]));
    expect(found.get(0)).toBeGreaterThan(found.get(1) ?? NaN);
  });

  it('is worth as much as another of its length', () => {
    const found = scores([first, second], mapOf([5, 5]));
    // The newer one first.
    expect(found.get(0)).toBeGreaterThan(found.get(1) ?? NaN);
    expect(found.get(0)).toBeCloseTo(found.get(1) ?? NaN, 1);
  });

  it('is never more than wholly asked for, though its length is known to within 5 %', () => {
    const exact = scoreOf(0, [first, second], mapOf([2, 8]));
    expect(scoreOf(0, [first, second], mapOf([1.9, 8]))).toBeCloseTo(exact, 5);
    expect(scoreOf(0, [first, second], mapOf([2.1, 8]))).toBeCloseTo(exact, 5);
    expect(scoreOf(0, [first, second], mapOf([0, 8]))).toBeLessThan(exact);
  });

  it('with half of the query is worth a quarter of what one with all of it is', () => {
    const elsewhere = inText(oldest, 1);
    const rarity = Math.log(1 + (100 - 1 + 0.5) / 1.5);
    const long = mapOf(Array.from({ length: 100 }, () => 1e9));
    const fieldsAlone = (frequency: number): number =>
      (rarity * (ranking.saturation + 1) * frequency) / (frequency + ranking.saturation);
    const { title, head } = ranking.coverage;
    const share = title + head;
    const half = scoreOf(oldest, [term([1, inField(oldest, 'title')]), term([1, elsewhere])], long);
    const weight = ranking.fields.title;
    expect(half).toBeCloseTo(fieldsAlone(weight) + rarity + (share * rarity) / 2, 4);
    const whole = scoreOf(oldest, [term([1, inField(oldest, 'title')])], long);
    expect(whole).toBeCloseTo(fieldsAlone(weight) + share * rarity, 4);
  });

  it('and description together have more of the query than either', () => {
    const one = term([1, inField(0, 'description', 0), inField(1, 'description', 0)]);
    const other = term([1, inField(0, 'description', 90), inText(1, 4)]);
    const found = scores([one, other]);
    expect(found.get(0)).toBeGreaterThan(found.get(1) ?? NaN);
  });
});

describe('a by-line', () => {
  const [first, last] = [0, 1].map((at) =>
    term([1, inField(oldest, 'authors', at), inText(1, 9), inField(2, 'title', at)]),
  ) as [MatchedTerm, MatchedTerm];

  it('that is asked for whole is worth more than texts that have the name often', () => {
    const found = scores([first, last]);
    expect(found.get(oldest)).toBeGreaterThan(found.get(1) ?? NaN);
    expect(found.get(oldest)).toBeLessThan(found.get(2) ?? NaN);
  });

  it('is worth little for one word of a query', () => {
    const other = term([1, inText(oldest), inText(1)]);
    const { authors } = ranking.coverage;
    const rarity = Math.log(1 + (100 - 3 + 0.5) / 3.5);
    expect(scoreOf(oldest, [first, other, other, other])).toBeLessThan(
      scoreOf(1, [first, other, other, other]) + (authors * rarity) / 8,
    );
  });
});

describe('a letter that has just been begun', () => {
  const begun: MatchedTerm = {
    ...term([1, inText(1)]),
    term: { kind: 'word', written: 'd', key: 'd', parts: [], isUnfinished: true },
  };

  it('need not be on a page for that to be complete', () => {
    const ranked = rankPages([term([1, inText(0), inText(1)]), begun], {
      map: mapOf([]),
      allowed: null,
    });
    expect(ranked.map(({ page, isComplete }) => [page, isComplete])).toEqual([
      [1, true],
      [0, true],
    ]);
  });
});

describe('pages that were found', () => {
  it('come with all terms first, whatever their scores', () => {
    const ranked = rankPages([term([1, inText(0), inField(1, 'title')]), term([0.1, inText(0)])], {
      map: mapOf([]),
      allowed: null,
    });
    expect(ranked.map(({ page, isComplete }) => [page, isComplete])).toEqual([
      [0, true],
      [1, false],
    ]);
    expect(ranked[1]?.score).toBeGreaterThan(ranked[0]?.score ?? NaN);
  });

  it('need not have a term that no page has', () => {
    const ranked = rankPages([term([1, inText(3)]), term()], { map: mapOf([]), allowed: null });
    expect(ranked).toMatchObject([{ page: 3, isComplete: true, score: expect.any(Number) }]);
    expect(ranked[0]?.score).toBeGreaterThan(0);
  });

  it('are those that are allowed, and as rare as among all', () => {
    const terms = [term([1, inText(0), inText(1), inText(2)])];
    const allowed = rankPages(terms, { map: mapOf([]), allowed: new Set([1, 50]) });
    expect(allowed.map(({ page }) => page)).toEqual([1]);
    expect(allowed[0]?.score).toBeCloseTo(scoreOf(1, terms), 10);
    expect(rankPages(terms, { map: mapOf([]), allowed: new Set() })).toEqual([]);
  });

  it('come by their numbers where nothing else tells them apart', () => {
    const pages = [7, 2, 99, 0].map((page) => inText(page));
    const ranked = rankPages([term([1, ...pages])], { map: mapOf([]), allowed: null });
    expect(ranked.map(({ page }) => page)).toEqual([0, 2, 7, 99]);
  });

  it('are none of no terms, and none of no pages', () => {
    const none: PageMap = { fields: [], lengths: [], titleLengths: [] };
    expect(rankPages([], { map: mapOf([]), allowed: null })).toEqual([]);
    expect(rankPages([term()], { map: none, allowed: null })).toEqual([]);
  });
});
