import { format } from 'node:util';
import { afterEach, beforeEach, vi } from 'vitest';

/*
 * An error that nobody expected fails the test it happened in, even where the code under test goes
 * on as if nothing were wrong. A test that expects one says so by its own spy:
 * `vi.spyOn(console, 'error').mockReturnValue()`.
 */

let unexpected: string[] = [];

beforeEach(() => {
  unexpected = [];
  vi.spyOn(console, 'error').mockImplementation((...values: unknown[]) => {
    unexpected.push(format(...values));
  });
});

afterEach(() => {
  if (unexpected.length > 0) throw new Error(`Unexpected console.error:\n${unexpected.join('\n')}`);
});
