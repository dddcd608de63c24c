import { parseArgs } from 'node:util';
import type { Engine } from './engines/engine.ts';
import { engines } from './engines/engines.ts';

export const articleCounts = [1000, 10_000] as const;

export type ArticleCount = (typeof articleCounts)[number];

export interface SearchBenchOptions {
  readonly engines: readonly Engine[];
  readonly articles: readonly ArticleCount[];
  /** How many known-item queries. */
  readonly queries: number;
  readonly seed: number;
}

export type ParsedOptions =
  | { readonly kind: 'run'; readonly options: SearchBenchOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly message: string };

/** The owner has typed something that cannot be done. */
class WrongUseError extends Error {
  override readonly name = 'WrongUseError';
}

/** Reads what stands behind `search` on the command line. */
export function parseSearchOptions(argv: readonly string[]): ParsedOptions {
  try {
    const { values } = parseArguments(argv);
    if (values.help) return { kind: 'help' };
    const options = {
      engines: readEngines(values.engines),
      articles: readArticles(values.articles),
      queries: readNumber('--queries', values.queries, { least: 10, most: 2000 }),
      seed: readNumber('--seed', values.seed, { least: 0, most: 2 ** 32 - 1 }),
    };
    return { kind: 'run', options };
  } catch (error) {
    if (error instanceof WrongUseError) return { kind: 'wrong', message: error.message };
    throw error;
  }
}

function parseArguments(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        engines: { type: 'string', default: engines.map(({ name }) => name).join(',') },
        articles: { type: 'string', default: '1000' },
        queries: { type: 'string', default: '240' },
        seed: { type: 'string', default: '1' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    // What parseArgs says is a sentence about the argument.
    throw new WrongUseError(error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

function readEngines(list: string): Engine[] {
  const names = [...new Set(list.split(',').map((name) => name.trim()))];
  return names.map((name) => {
    const engine = engines.find((one) => one.name === name);
    if (engine) return engine;
    const known = engines.map((one) => one.name).join(', ');
    throw new WrongUseError(`There is no search "${name}" for --engines. There are: ${known}.`);
  });
}

function readArticles(value: string): readonly ArticleCount[] {
  if (value === 'all') return articleCounts;
  const count = articleCounts.find((one) => String(one) === value);
  if (count !== undefined) return [count];
  throw new WrongUseError(`--articles takes 1000, 10000 or all, and not "${value}".`);
}

function readNumber(
  option: string,
  value: string,
  { least, most }: { least: number; most: number },
): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  throw new WrongUseError(
    `${option} takes a whole number from ${least} to ${most}, and not "${value}".`,
  );
}
