import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';
import { decodeEntities } from '#src/tools/import/markdown/plain-text.ts';
import { stopWords } from './stop-words.ts';

/** The text of a body, one space where tags were. */
export function textOfHtml(html: string): string {
  return decodeEntities(html.replaceAll(/<[^>]*>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const shortest = 3;

/**
 * The words of a text that one might search for, each once: letters alone, at least three, no stop
 * words, in small letters. Addresses, versions and names of files are none.
 */
export function searchableWords(text: string): string[] {
  const words = text
    .split(/\s+/)
    .map((word) => word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').toLowerCase())
    .filter((word) => /^\p{L}+$/u.test(word) && word.length >= shortest && !stopWords.has(word));
  return [...new Set(words)];
}

/** In how many of the records each word stands. */
export function countRecordsByWord(records: readonly BenchRecord[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { title, description, html } of records) {
    const words = searchableWords(`${title} ${description} ${textOfHtml(html)}`);
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}
