import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';
import { shuffled, type Random } from '#src/tools/bench/search/random.ts';
import { countRecordsByWord } from '#src/tools/bench/search/queries/words.ts';

const usualExponent = 0.5;

/**
 * How many words each further article must bring that no other has, on average, for the vocabulary of
 * `total` articles to be as large as text of this kind would have. Vocabularies grow as a power of
 * the text (Heaps' law); the exponent is taken from what the second half of the records adds to the
 * first, but is at least what is usual in English: ten times as many articles are not all about the
 * same thing.
 */
export function newWordsPerArticle(
  records: readonly BenchRecord[],
  total: number,
  random: Random,
): number {
  const half = shuffled(records, random).slice(0, Math.ceil(records.length / 2));
  const all = countRecordsByWord(records).size;
  const measured = Math.log2(all / countRecordsByWord(half).size);
  const exponent = Math.max(measured, usualExponent);
  const wanted = all * (total / records.length) ** exponent;
  return (wanted - all) / (total - records.length);
}
