import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/* The article “Who may come in” names tests. Each of them is there, under that title. */

const article = readFileSync('content/articles/en/who-may-come-in/index.md', 'utf8');

const sources = new Map(
  globSync(['tests/functions/accounts/*.test.ts', 'tests/e2e/account-*.test.ts']).map((file) => [
    path.basename(file, '.test.ts'),
    readFileSync(file, 'utf8'),
  ]),
);

/** What a file calls its tests, without what it adds to each of several. */
function titlesIn(source: string): string[] {
  const plain = /\b(?:it|test)\(\s*(['`])((?:(?!\1).)+)\1/gu;
  const each = /\)\(\s*'([^']+)',\s*async/gu;
  return [
    ...[...source.matchAll(plain)].map(([, , title = '']) => title),
    ...[...source.matchAll(each)].map(([, title = '']) => title),
  ].map((title) => title.replace(/, \$\{\w+\}$/u, ''));
}

/** `file`: title, as the article writes it; a title ends with its cell, its sentence or its brackets. */
const named = [...article.matchAll(/`([a-z-]+)`: (.+?)(?=; `| \||\. \*\*|\)[.,]| *$)/gmu)].map(
  ([, file = '', title = '']) => ({ file, title }),
);

describe('the article about who may come in', () => {
  it('names tests that exist', () => {
    expect(named.length).toBeGreaterThan(50);
    const missing = named.filter(
      ({ file, title }) => !titlesIn(sources.get(file) ?? '').includes(title),
    );
    expect(missing).toEqual([]);
  });

  it('speaks of every demand of the chapters once', () => {
    const numbers = [...article.matchAll(/^\| ((?:\d+\.\d+\.\d+(?:, )?)+) \|/gmu)].flatMap(
      ([, cell = '']) => cell.split(', '),
    );
    // How many demands each part of ASVS 5.0 has.
    const parts = { '6': [3, 12, 8, 6, 8, 4, 2, 4], '7': [3, 4, 2, 5, 3, 2], '10': [2, 3] };
    const wanted = Object.entries(parts).flatMap(([chapter, counts]) =>
      counts.flatMap((count, part) =>
        Array.from({ length: count }, (_, at) => `${chapter}.${part + 1}.${at + 1}`),
      ),
    );
    expect(numbers.toSorted()).toEqual([...wanted, '10.5.2'].toSorted());
  });
});
