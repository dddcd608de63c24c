import { describe, expect, it } from 'vitest';
import { keyOf } from '#src/shared/search/index-words.ts';
import { otherFormsOf } from '#src/shared/search/word-forms.ts';

function formsOf(word: string, locale: string): string[] {
  return otherFormsOf(keyOf(word), word, locale);
}

describe('other ways to write a word', () => {
  it.each([
    ['de', 'Müller', 'mueller'],
    ['de', 'Mueller', 'muller'],
    ['de', 'Straße', 'strasse'],
    ['de', 'Strasse', 'straße'],
    ['de-AT', 'Straße', 'strasse'],
    ['fr', "l'école", 'ecole'],
    ['fr', 'l’école', 'ecole'],
    ['fr', 'qu’elle', 'elle'],
    ['fr', 'cœur', 'coeur'],
    ['fr', 'coeur', 'cœur'],
    ['it', "dell'arte", 'arte'],
    ['da', 'æble', 'aeble'],
    ['tr', 'IŞIK', 'ısık'],
    ['tr', 'isik', 'ısık'],
    ['ar', 'الكتاب', 'كتاب'],
    ['ar', 'كتاب', 'الكتاب'],
    ['ar', 'كتاب', 'بالكتاب'],
    ['he', 'הבית', 'בית'],
    ['hi', 'हिन्दी', keyOf('हिंदी')],
    ['hi', 'हिंदी', keyOf('हिन्दी')],
    ['hi', 'संबंध', keyOf('सम्बन्ध')],
    ['hi', 'सम्बन्ध', keyOf('संबंध')],
    ['ko', '노드', keyOf('노드는')],
    ['ko', '신문은', keyOf('신문')],
    ['ko', '신문은', keyOf('신문을')],
    ['vi', 'duong', 'đuong'],
    ['vi', 'đường', 'duong'],
    ['en', '7.3', 'v73'],
  ])('in %s: %s also as %s', (locale, word, form) => {
    expect(formsOf(word, locale)).toContain(form);
  });

  it.each([
    ['en', 'word'],
    ['en', "l'école"],
    ['ja', '印刷'],
    ['xx', 'anything'],
    ['de', 'Wort'],
  ])('are none in %s of %s', (locale, word) => {
    expect(formsOf(word, locale)).toEqual([]);
  });

  it('are neither the word itself nor empty, and named once', () => {
    for (const [locale, word] of [
      ['ar', 'ال'],
      ['ar', 'و'],
      ['he', 'ה'],
      ['ko', '는'],
      ['fr', "l'"],
      ['fr', "'"],
      ['tr', 'i'],
      ['de', 'ß'],
    ] as const) {
      const forms = formsOf(word, locale);
      expect(forms).not.toContain('');
      expect(forms).not.toContain(keyOf(word));
      expect(new Set(forms).size).toBe(forms.length);
    }
  });
});
