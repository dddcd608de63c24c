import { below, pick, type Random } from '#src/tools/bench/search/random.ts';

const onsets = 'b br c cl d dr f fl g gr h j k l m n p pl pr qu r s sk st t tr v w z'.split(' ');
const vowels = 'a e i o u ai ea ou'.split(' ');
const codas = ['', '', '', 'l', 'm', 'n', 'r', 's', 't', 'nd', 'rk', 'st'];

/** Answers words that nobody has written yet: none of `known`, and none twice. */
export function madeUpWords(known: ReadonlySet<string>, random: Random): () => string {
  const taken = new Set(known);
  return () => {
    for (;;) {
      const word = sound(2 + below(3, random), random);
      if (taken.has(word)) continue;
      taken.add(word);
      return word;
    }
  };
}

function sound(syllables: number, random: Random): string {
  let word = '';
  for (let syllable = 0; syllable < syllables; syllable += 1)
    word += pick(onsets, random) + pick(vowels, random) + pick(codas, random);
  return word;
}
