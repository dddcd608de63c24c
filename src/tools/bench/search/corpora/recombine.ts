import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';
import { countRecordsByWord } from '#src/tools/bench/search/queries/words.ts';
import { below, pick, randomFrom, type Random } from '#src/tools/bench/search/random.ts';
import { blocksOf, type Block } from './blocks.ts';
import { madeUpWords } from './made-up-words.ts';
import { cutAtWord, isProse } from './render-post.ts';
import { newWordsPerArticle } from './vocabulary-growth.ts';

/**
 * Answers the records and, up to `total`, others made of their paragraphs, shuffled, with titles made
 * of two halves, and with words that no other article has, as many as real articles would bring.
 */
export function recombine(
  records: readonly BenchRecord[],
  { total, seed }: { total: number; seed: number },
): BenchRecord[] {
  const random = randomFrom(seed);
  const blocks = records.flatMap((record) =>
    // Whoever remembers how a post begins means that post, and none that is made of it.
    blocksOf(record).filter(({ text }) => !isBeginning(text, record)),
  );
  const source: Source = {
    records,
    blocks,
    openings: blocks.filter(({ isParagraph, text }) => isParagraph && isProse(text)),
    newWords: newWordsPerArticle(records, total, random),
    nextWord: spreadWords(records, random),
  };
  const made = Array.from({ length: Math.max(0, total - records.length) }, (_, index) =>
    makeArticle(index + 1, source, random),
  );
  return [...records, ...made];
}

function isBeginning(text: string, { description }: BenchRecord): boolean {
  return description !== '' && text.startsWith(description);
}

interface Source {
  readonly records: readonly BenchRecord[];
  readonly blocks: readonly Block[];
  readonly openings: readonly Block[];
  readonly newWords: number;
  readonly nextWord: () => string;
}

/** Every other word is one that an earlier article has brought: most words stand in several. */
function spreadWords(records: readonly BenchRecord[], random: Random): () => string {
  const makeWord = madeUpWords(new Set(countRecordsByWord(records).keys()), random);
  const made: string[] = [];
  return () => {
    if (made.length > 0 && random() < 0.5) return pick(made, random);
    const word = makeWord();
    made.push(word);
    return word;
  };
}

function makeArticle(number: number, source: Source, random: Random): BenchRecord {
  const blocks = drawBlocks(source, random);
  let html = blocks.map((block) => block.html).join('\n');
  // Half of the words that are put in are new.
  for (let words = random() * 4 * source.newWords; words >= 1; words -= 1)
    html = replaceWord(html, source.nextWord(), random);
  const like = pick(source.records, random);
  return {
    ...like,
    url: `/articles/recombined-${number}/`,
    title:
      `${halfOfTitle(source, 'first', random)} ${halfOfTitle(source, 'second', random)}`.trim(),
    description: cutAtWord(blocks[0]?.text ?? '', 200),
    authors: pick(source.records, random).authors,
    html,
  };
}

/** An opening and five to forty blocks more; no two with the same id. */
function drawBlocks({ blocks, openings }: Source, random: Random): Block[] {
  const drawn = new Map<string, Block>();
  drawn.set('opening', pick(openings, random));
  for (let count = 5 + below(36, random); count > 0; count -= 1) {
    const block = pick(blocks, random);
    drawn.set(block.id ?? block.html, block);
  }
  return [...drawn.values()];
}

function halfOfTitle({ records }: Source, half: 'first' | 'second', random: Random): string {
  const words = pick(records, random).title.split(' ');
  const middle = Math.ceil(words.length / 2);
  return (half === 'first' ? words.slice(0, middle) : words.slice(middle)).join(' ');
}

/** Puts `word` in the place of one of the words outside of tags, from a place on that is drawn. */
function replaceWord(html: string, word: string, random: Random): string {
  const pattern = /(?<=[\s>])\p{L}{4,}(?=[\s<.,])(?![^<>]*>)/gu;
  pattern.lastIndex = below(html.length, random);
  const match = pattern.exec(html);
  if (match === null) return `${html}\n<p>${word}</p>`;
  return html.slice(0, match.index) + word + html.slice(match.index + match[0].length);
}
