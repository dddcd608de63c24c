import { describe, expect, it } from 'vitest';
import {
  asksForSomething,
  cutText,
  formatSearchAddress,
  longestText,
  parseSearchAddress,
  withOrder,
  withoutUnknown,
  withText,
  withToggled,
} from '#src/shared/search/search-address.ts';
import type { SearchQuery } from '#src/shared/search/search-answer.ts';

const nothing: SearchQuery = {
  text: '',
  chosen: new Map(),
  order: 'relevance',
  verbatim: false,
};

const everything: SearchQuery = {
  text: 'type & “paper” + 100%',
  chosen: new Map([
    ['topic', ['typography', 'privacy']],
    ['author', ['design-desk']],
    ['year', ['2026']],
    ['series', ['flat-by-design']],
    ['kind', ['article']],
  ]),
  order: 'oldest',
  verbatim: true,
};

describe('a search as an address', () => {
  it('is read as it was written', () => {
    expect(parseSearchAddress(formatSearchAddress(everything)).query).toEqual(everything);
    expect(formatSearchAddress(everything)).toBe(
      '?q=type+%26+%E2%80%9Cpaper%E2%80%9D+%2B+100%25&topic=typography&topic=privacy&author=design-desk&year=2026&series=flat-by-design&kind=article&sort=oldest&verbatim=1',
    );
  });

  it('is nothing where nothing is asked', () => {
    expect(formatSearchAddress(nothing)).toBe('');
    expect(parseSearchAddress('').query).toEqual(nothing);
    expect(parseSearchAddress('?q=&topic=&sort=&verbatim=').query).toEqual(nothing);
  });

  it.each([
    '?__proto__=x&constructor=y&toString=z&colour=red',
    '?sort=__proto__',
    '?sort=NEWEST&verbatim=yes',
    '?%E0%A4%A',
    '?&&&===&',
    '#q',
  ])('passes over what means nothing: %s', (address) => {
    expect(parseSearchAddress(address).query).toEqual(nothing);
  });

  it('keeps values it does not know, as they are', () => {
    const { query } = parseSearchAddress('?topic=__proto__&year=%3Cimg+onerror%3Dalert(1)%3E');
    expect([...query.chosen]).toEqual([
      ['topic', ['__proto__']],
      ['year', ['<img onerror=alert(1)>']],
    ]);
  });

  it('holds a value once, and neither many nor long ones', () => {
    const many = Array.from({ length: 500 }, (_, index) => `topic=${index}`).join('&');
    expect(parseSearchAddress(`?topic=a&topic=a&topic=b`).query.chosen.get('topic')).toEqual([
      'a',
      'b',
    ]);
    expect(parseSearchAddress(`?${many}`).query.chosen.get('topic')).toHaveLength(20);
    const [long] = parseSearchAddress(`?topic=${'😀'.repeat(900)}`).query.chosen.get('topic') ?? [];
    expect(long).toBe('😀'.repeat(100));
  });

  it('takes the first of several texts', () => {
    expect(parseSearchAddress('?q=one&q=two').query.text).toBe('one');
  });

  it('is cut to what is searched for, and says what was written', () => {
    const { query, written } = parseSearchAddress(`?q=${'a'.repeat(10_000)}`);
    expect(query.text).toHaveLength(longestText);
    expect(written).toHaveLength(10_000);
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '\u202Egnitirw',
    '‏نص‏',
    '???',
    '"',
    '%',
    '\u0000',
    '  ',
  ])('keeps %j', (text) => {
    const query = { ...nothing, text };
    expect(parseSearchAddress(formatSearchAddress(query)).query).toEqual(query);
  });
});

describe('a text', () => {
  it('is cut between characters', () => {
    expect(cutText('😀'.repeat(300))).toEqual({ text: '😀'.repeat(longestText), isCut: true });
    expect(cutText('a'.repeat(longestText))).toEqual({
      text: 'a'.repeat(longestText),
      isCut: false,
    });
  });

  it('has no half characters', () => {
    const { text, isCut } = cutText('a\uD83Db\uDE00');
    expect(text).toBe('a\uFFFDb\uFFFD');
    expect(isCut).toBe(false);
    expect(() => encodeURIComponent(text)).not.toThrow();
  });
});

describe('a query', () => {
  it('asks for something by words or by chosen values', () => {
    expect(asksForSomething(nothing)).toBe(false);
    expect(asksForSomething({ ...nothing, text: ' \u00A0\n' })).toBe(false);
    expect(asksForSomething({ ...nothing, order: 'newest', verbatim: true })).toBe(false);
    expect(asksForSomething({ ...nothing, text: '?' })).toBe(true);
    expect(asksForSomething(withToggled(nothing, 'topic', 'privacy'))).toBe(true);
  });

  it('has a value chosen and taken away, and stays what it was', () => {
    const one = withToggled(nothing, 'topic', 'privacy');
    const two = withToggled(one, 'topic', 'typography');
    expect(two.chosen.get('topic')).toEqual(['privacy', 'typography']);
    expect(withToggled(two, 'topic', 'privacy').chosen.get('topic')).toEqual(['typography']);
    expect(withToggled(one, 'topic', 'privacy')).toEqual(nothing);
    expect(nothing.chosen.size).toBe(0);
  });

  it('may be corrected again once its text is another', () => {
    expect(withText(everything, 'tipe')).toEqual({ ...everything, text: 'tipe', verbatim: false });
    expect(withOrder(everything, 'newest')).toEqual({ ...everything, order: 'newest' });
  });
});

describe('how much is seen', () => {
  it('is a number of whole pages, ten results if nothing is said', () => {
    expect(parseSearchAddress('?q=a').shown).toBe(10);
    expect(parseSearchAddress('?q=a&shown=30').shown).toBe(30);
    expect(parseSearchAddress('?q=a&shown=19').shown).toBe(20);
    expect(formatSearchAddress({ ...nothing, text: 'a' }, { shown: 30 })).toBe('?q=a&shown=30');
    expect(formatSearchAddress({ ...nothing, text: 'a' }, { shown: 10, page: 1 })).toBe('?q=a');
  });

  it.each(['0', '-10', '1.5', 'ten', '1e9', '301', '', 'Infinity', '__proto__'])(
    'is no other than what may be: %s',
    (written) => {
      expect(parseSearchAddress(`?q=a&shown=${written}`).shown).toBe(10);
    },
  );

  it('is never written longer than it is read', () => {
    const address = formatSearchAddress({ ...nothing, text: 'a' }, { shown: 5000 });
    expect(parseSearchAddress(address).shown).toBe(300);
  });

  it('may be a page of its own', () => {
    expect(parseSearchAddress('?q=a&page=3')).toMatchObject({ page: 3, shown: 10 });
    expect(parseSearchAddress('?q=a&page=1001').page).toBeNull();
    expect(formatSearchAddress({ ...nothing, text: 'a' }, { page: 2 })).toBe('?q=a&page=2');
  });
});

describe('a query without what is unknown', () => {
  it('has the rest of what was chosen', () => {
    const { query } = parseSearchAddress('?q=a&topic=x&topic=y&author=z');
    const known = withoutUnknown(query, [
      { name: 'topic', value: 'x' },
      { name: 'author', value: 'z' },
      { name: 'year', value: '1' },
    ]);
    expect(formatSearchAddress(known)).toBe('?q=a&topic=y');
    expect(withoutUnknown(query, [])).toBe(query);
  });
});
