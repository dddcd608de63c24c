import { describe, expect, it, vi } from 'vitest';
import { parseSearchOptions } from '#src/tools/bench/search/options.ts';
import { runSearchBench } from '#src/tools/bench/search/run-search.ts';

describe('the options', () => {
  it('are all engines and a thousand articles where nothing is said', () => {
    const parsed = parseSearchOptions([]);
    expect(parsed).toMatchObject({
      kind: 'run',
      options: { articles: [1000], queries: 240, seed: 1 },
    });
  });

  it('choose engines, sizes, queries and seed', () => {
    const argv = ['--engines', 'fuse,orama', '--articles=all', '--queries=50', '--seed', '9'];
    const parsed = parseSearchOptions(argv);
    expect(parsed).toMatchObject({
      kind: 'run',
      options: {
        engines: [{ name: 'fuse' }, { name: 'orama' }],
        articles: [1000, 10_000],
        queries: 50,
        seed: 9,
      },
    });
  });

  it.each([
    [['--engines', 'lucene'], 'There is no search "lucene" for --engines. There are: '],
    [['--engines', ''], 'There is no search "" for --engines.'],
    [['--articles', '500'], '--articles takes 1000, 10000 or all, and not "500".'],
    [['--queries', '0'], '--queries takes a whole number from 10 to 2000, and not "0".'],
    [['--queries', '1e3'], '--queries takes a whole number from 10 to 2000, and not "1e3".'],
    [['--seed', 'today'], '--seed takes a whole number from 0 to 4294967295, and not "today".'],
    [['--speed', '9'], "Unknown option '--speed'"],
    [['now'], "Unexpected argument 'now'"],
  ])('%j are refused', (argv, message) => {
    expect(parseSearchOptions(argv)).toEqual({
      kind: 'wrong',
      message: expect.stringContaining(message),
    });
  });
});

describe('the command', () => {
  it('ends with 2 and a sentence where it is used wrongly', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    expect(await runSearchBench('/nowhere', ['--articles', '7'])).toBe(2);
    expect(said.mock.calls.join('\n')).toContain('--articles takes 1000, 10000 or all');
  });

  it('ends with 1 and says where texts belong that are not there', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    expect(await runSearchBench('/nowhere/project', [])).toBe(1);
    expect(said.mock.calls.join('\n')).toMatch(/texts to search in are not there: .*nodejs-blog/);
  });

  it('explains itself', async () => {
    const said = vi.spyOn(console, 'log').mockReturnValue();
    expect(await runSearchBench('/nowhere', ['--help'])).toBe(0);
    expect(said.mock.calls.join('\n')).toContain('npm run bench -- search');
  });
});
