import { keyOf, languageOf } from './index-words.ts';

/*
 * Other ways to write the same word, language by language: what readers type instead of what stands
 * in the text. The index knows only that marks are taken off letters.
 */

type Rule = (key: string, word: string) => readonly string[];

const ligatures: Rule = (key) => [
  ...replaced(key, 'oe', 'œ'),
  ...replaced(key, 'œ', 'oe'),
  ...replaced(key, 'ae', 'æ'),
  ...replaced(key, 'æ', 'ae'),
];

/** `l'école` is the word `école`, which Pagefind has under both. */
const elision: Rule = (_key, word) => {
  const [before, after] = word.split(/['’ʼ]/u, 2);
  return before !== undefined && after !== undefined && before.length < 8 ? [keyOf(after)] : [];
};

const german: Rule = (key, word) => [
  ...replaced(key, 'ss', 'ß'),
  ...replaced(key, 'ß', 'ss'),
  ...replaced(key, /([aou])e/gu, '$1'),
  ...(/[äöü]/iu.test(word.normalize('NFC'))
    ? [keyOf(word.normalize('NFC').replace(/[äöü]/giu, (letter) => `${keyOf(letter)}e`))]
    : []),
];

/** A dotted and a dotless i are two letters; who writes in capitals or on a foreign keyboard mixes them. */
const turkish: Rule = (key, word) => [
  key.replaceAll('ı', 'i'),
  key.replaceAll('i', 'ı'),
  keyOf(word.toLocaleLowerCase('tr')),
];

/** Articles, conjunctions and prepositions are written onto the word. */
const arabic: Rule = (key) => {
  const bare = key.replace(/^(?:[وف]?(?:[بك]?ال|لل)|[وف](?=.{3}))/u, '');
  const ends = [bare, ...replaced(bare, /ى$/u, 'ي'), ...replaced(bare, /ه$/u, 'ة')];
  const before = ['', 'ال', 'وال', 'و', 'بال', 'لل'];
  return ends.flatMap((form) => before.map((article) => article + form));
};

const hebrew: Rule = (key) => {
  const bare = key.replace(/^ו?[הבלמשכ](?=.{2})/u, '');
  return [bare, `ה${bare}`, `ב${bare}`, `ל${bare}`];
};

/** Particles are written onto nouns; one syllable alone is too little to take one off. */
const particles = (
  '은 는 이 가 을 를 의 에 에서 에게 와 과 도 만 로 으로 부터 까지 이나 처럼 보다 라는 이다 입니다 ' +
  '하고 하는 하다 한다 들 들은 들이 들을 들의'
).split(' ');
const particle = new RegExp(`(?<=..)(?:${particles.join('|')})$`, 'u');

const korean: Rule = (_key, word) => {
  const whole = word.normalize('NFC');
  return [whole.replace(particle, ''), whole].flatMap((noun) =>
    ['', ...particles].map((ending) => keyOf(noun + ending)),
  );
};

/** A nasal before a consonant of its own row is a letter or a dot: `हिन्दी`, `हिंदी`. */
const nasals = [/ङ्(?=[क-ङ])/gu, /ञ्(?=[च-ञ])/gu, /ण्(?=[ट-ण])/gu, /न्(?=[त-न])/gu, /म्(?=[प-म])/gu];
const devanagari: Rule = (_key, word) => [
  keyOf(nasals.reduce((text, nasal) => text.replace(nasal, 'ं'), word)),
  keyOf(
    word.replace(/ं([क-म])/gu, (_dot, next: string) => {
      const row = ['ङ', 'ञ', 'ण', 'न', 'म'].find((nasal) => next <= nasal) ?? '';
      return `${row}्${next}`;
    }),
  ),
];

/** Who types without marks writes d for đ, which is a letter without any. */
const vietnamese: Rule = (key) => [...replaced(key, 'đ', 'd'), ...replaced(key, /^d/u, 'đ')];

const rules: ReadonlyMap<string, readonly Rule[]> = new Map<string, readonly Rule[]>([
  ['ar', [arabic]],
  ['ca', [elision]],
  ['da', [ligatures]],
  ['de', [german]],
  ['fr', [elision, ligatures]],
  ['he', [hebrew]],
  ['hi', [devanagari]],
  ['it', [elision]],
  ['ko', [korean]],
  ['mr', [devanagari]],
  ['nb', [ligatures]],
  ['ne', [devanagari]],
  ['no', [ligatures]],
  ['tr', [turkish]],
  ['vi', [vietnamese]],
]);

/** Version numbers are asked for with and without the letter. */
const version: Rule = (key) => {
  if (/^\d/u.test(key)) return [`v${key}`];
  return /^v\d/u.test(key) ? [key.slice(1)] : [];
};

/** Keys of other ways to write `word`, whose key is `key`. */
export function otherFormsOf(key: string, word: string, locale: string): string[] {
  const forms = [version, ...(rules.get(languageOf(locale)) ?? [])].flatMap((rule) =>
    rule(key, word),
  );
  return [...new Set(forms)].filter((form) => form !== key && form !== '');
}

function replaced(key: string, from: string | RegExp, to: string): string[] {
  const other = key.replaceAll(typeof from === 'string' ? from : new RegExp(from.source, 'gu'), to);
  return other === key ? [] : [other];
}
