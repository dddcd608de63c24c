import { describe, expect, it } from 'vitest';
import { highlight } from '#src/shared/search/highlight.ts';
import { marksIn, textOf } from '#tests/setup/search.ts';

function marked(text: string, keys: readonly string[], locale = 'en'): readonly string[] {
  const stretches = highlight(text, new Set(keys), locale);
  expect(textOf(stretches)).toBe(text);
  return marksIn(stretches);
}

describe('marks in a text', () => {
  it.each([
    ['A word, words.', ['word'], ['word']],
    ['“Word”! (word)', ['word'], ['Word', 'word']],
    ['The front-end of it', ['frontend'], ['front-end']],
    ['The front-end of it', ['end'], ['front-end']],
    ['two  words', ['two', 'words'], ['two', 'words']],
    ['Müller muller', ['muller'], ['Müller', 'muller']],
    ['C++ and C#.', ['c'], ['C', 'C']],
    ['', ['word'], []],
    ['  ', ['word'], []],
    ['word', [], []],
    ['<img src=x onerror=alert(1)>', ['img'], ['img']],
    ['word\n\tword', ['word'], ['word', 'word']],
  ])('of %j are the words that were found', (text, keys, marks) => {
    expect(marked(text, keys)).toEqual(marks);
  });

  it('go with the writing system', () => {
    expect(marked('今天的新闻报道了城市', ['城市', '新闻'], 'zh')).toEqual(['新闻', '城市']);
    expect(marked('हिन्दी भाषा', ['हनद'], 'hi')).toEqual(['हिन्दी']);
    expect(marked('(המילה)', ['המילה'], 'he')).toEqual(['המילה']);
  });

  it('lose nothing of odd texts', () => {
    for (const text of ['\uD800 word \uDC00', '\u0000word\u202E', '👩‍💻 word 😀', '…word…'])
      expect(marked(text, ['word'])).toEqual(['word']);
  });
});
