import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';
import { pickWeighted, randomFrom, shuffled, type Random } from '#src/tools/bench/search/random.ts';
import { withTypo } from './typo.ts';
import { countRecordsByWord, searchableWords } from './words.ts';

/** What a reader types who remembers an article, and the one that is meant. */
export interface KnownItemQuery {
  readonly exact: string;
  /** The same with one slip of the keys. */
  readonly typo: string;
  /** The same with its last word cut to four letters. */
  readonly prefix: string;
  readonly url: string;
}

/** One of the words must stand in no more than this share of the articles, or nothing is meant by them. */
const mostCommon = 0.02;
/** Words are remembered that narrow it down, but readers cannot know whether to one. */
const mostMeant = 3;
const draws = 3;
const cutTo = 4;

/**
 * Makes queries of two or three words, half from titles and half from beginnings of articles; rarer
 * words sooner. The same records and seed make the same queries. Articles that share their title
 * with another are left out, and so are words that all stand at the heads of many.
 * There may be fewer than `count`, where the articles do not suffice.
 */
export function makeKnownItemQueries(
  records: readonly BenchRecord[],
  { count, seed }: { count: number; seed: number },
): KnownItemQuery[] {
  const random = randomFrom(seed);
  const vocabulary: Vocabulary = {
    counts: countRecordsByWord(records),
    heads: records.map(
      ({ title, description }) => new Set(searchableWords(`${title} ${description}`)),
    ),
  };
  const queries = new Map<string, KnownItemQuery>();
  for (const source of ['title', 'description'] as const) {
    const wanted = source === 'title' ? Math.ceil(count / 2) : count;
    for (const record of shuffled(withOwnTitle(records), random)) {
      if (queries.size >= wanted) break;
      const words = drawTellingWords(record[source], vocabulary, random);
      if (words !== null) queries.set(words.join(' '), makeQuery(words, record.url, random));
    }
  }
  return shuffled([...queries.values()], random);
}

function withOwnTitle(records: readonly BenchRecord[]): BenchRecord[] {
  const counts = new Map<string, number>();
  for (const { title } of records) counts.set(title, (counts.get(title) ?? 0) + 1);
  return records.filter(({ title }) => counts.get(title) === 1);
}

interface Vocabulary {
  /** In how many articles a word stands. */
  readonly counts: ReadonlyMap<string, number>;
  /** For each article the words of its title and its beginning. */
  readonly heads: readonly ReadonlySet<string>[];
}

/** Two or three words in the order of the text; null where none were found that tell it from others. */
function drawTellingWords(
  text: string,
  { counts, heads }: Vocabulary,
  random: Random,
): readonly string[] | null {
  const shareOf = (word: string): number => (counts.get(word) ?? 1) / heads.length;
  const choices = searchableWords(text);
  for (let draw = 0; draw < draws && choices.length >= 2; draw += 1) {
    const words = pickWeighted(choices, {
      count: random() < 0.5 ? 2 : 3,
      weightOf: (word) => Math.max(0.01, Math.log(1 / shareOf(word))),
      random,
    });
    const meant = heads.filter((head) => words.every((word) => head.has(word)));
    if (meant.length <= mostMeant && words.some((word) => shareOf(word) <= mostCommon))
      return words;
  }
  return null;
}

function makeQuery(words: readonly string[], url: string, random: Random): KnownItemQuery {
  const last = words.length - 1;
  const cut = words.map((word, index) => (index === last ? word.slice(0, cutTo) : word));
  return {
    exact: words.join(' '),
    typo: withTypo(words, random).join(' '),
    prefix: cut.join(' '),
    url,
  };
}
