import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText, isTooLong } from '#src/shared/comments/clean-text.ts';

/** Texts with much in them of what is to be taken out. */
const hostileText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ...'\u0300\u0301\u0489\u034F\u200B\u200C\u200D\u200E\u202A\u202E\u2066\u2069\u00AD\u115F\uFEFF\uFE0F',
      '\u{E0067}',
      '\u{E007F}',
      '\u{1F3F4}',
      '\u{E0101}',
      '\0',
      '\u001B',
      '\u2028',
      '\r',
      '\n',
      '\t',
      ' ',
      '\uD800',
      'e',
      '\u1100',
      '\u1161',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 200,
});

describe('a text that is kept', () => {
  it('is clean after one cleaning, whatever it was', () => {
    fc.assert(
      fc.property(hostileText, (written) => {
        const text = cleanText(written);
        expect(cleanText(text)).toBe(text);
        expect(text.normalize('NFC')).toBe(text);
        expect(text.isWellFormed()).toBe(true);
        expect(text).not.toMatch(/[\u202A-\u202E\u200B\u2060\uFEFF\u00AD\r\u2028\u2029]/u);
        expect(text).not.toMatch(/[^\P{Cc}\n]/u);
        expect(text).not.toMatch(/[\p{Mn}\p{Me}\u200C-\u200F\u2066-\u2069]{9}/u);
        expect(text).not.toMatch(/\n{3}/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('ends no line with a space', () => {
    const unit = fc.constantFrom(' ', '\u00A0', '\u3000', '\u2003', '\n', 'e');
    fc.assert(
      fc.property(fc.string({ unit }), (written) => {
        expect(cleanText(written)).not.toMatch(/\p{Zs}$/mu);
      }),
    );
  });

  it.each([
    ['Persian', 'می‌خواهم'],
    ['Hindi', 'क्‍ष और क्षत्रिय'],
    ['Hebrew with points', 'בְּרֵאשִׁ֖ית'],
    ['Thai', 'ที่นี่'],
    ['Tibetan', 'བསྒྲུབས'],
    ['Korean', '한국어'],
    ['Vietnamese', 'Tiếng Việt'],
    ['a family and a flag', '👨‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏳️‍🌈 1️⃣'],
    ['both directions', 'He said \u2067שלום\u2069.\u200F'],
    ['code', 'if (a < b) {\n\n  return "&amp;";\n}'],
  ])('is what it was: %s', (_what, text) => {
    expect(cleanText(text)).toBe(text.normalize('NFC'));
  });

  it('loses what turns lines round, and what nobody sees', () => {
    expect(cleanText('user\u202Etxt.exe\u202C')).toBe('usertxt.exe');
    expect(cleanText(`a${'\u200B\u2060\uFEFF'.repeat(5000)}b`)).toBe('ab');
    expect(cleanText(`a${'\u200D'.repeat(5000)}b`)).toBe('a\u200D\u200D\u200Db');
    expect(cleanText(`x${'\u{E0041}'.repeat(500)}`)).toBe('x');
  });

  it('grows no towers, of one mark or of many', () => {
    expect(cleanText(`Z${'\u0338'.repeat(400)}`)).toBe(`Z${'\u0338'.repeat(5)}`);
    const mixed = cleanText(`Z${'\u0338\u0338\u0338\u0338\u200D'.repeat(100)}`);
    expect(mixed.length).toBeLessThanOrEqual(9);
  });

  it('has no more than one empty line in a row, and no end of them', () => {
    expect(cleanText('\n\n a\r\n\r\n\r\n\r\nb \u2028\u2028')).toBe(' a\n\nb');
    expect(isTooLong(cleanText('a\n'.repeat(300)))).toBe(true);
    expect(isTooLong(cleanText('a\n'.repeat(200)))).toBe(false);
  });

  it('is made in one go from as much as can be sent', () => {
    const most = 64 * 1024;
    for (const one of ['\u{E0067}', '\u{1F3F4}\u{E0067}', '\u0301', '\u200D\u0301', ' ', '\n']) {
      expect(cleanText(one.repeat(most / one.length)).length).toBeLessThan(most);
    }
  });
});
