import { readdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { forgetUnused, readCached } from '#src/collections/disk-cache.ts';
import { makeTemporaryFolder } from '#tests/setup/content.ts';

describe('the cache on disk', () => {
  it('makes a value once', async () => {
    const folder = await makeTemporaryFolder();
    let made = 0;
    const make = (): Promise<number> => Promise.resolve((made += 1));
    expect(await readCached(folder, 'a', make)).toBe(1);
    expect(await readCached(folder, 'a', make)).toBe(1);
    expect(await readCached(folder, 'b', make)).toBe(2);
  });

  it('makes a value again that it cannot read', async () => {
    const folder = await makeTemporaryFolder();
    await writeFile(path.join(folder, 'a.json'), '{"half":');
    expect(await readCached(folder, 'a', () => Promise.resolve('whole'))).toBe('whole');
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('forgets what no build has used for a month, and nothing else', async () => {
    const folder = await makeTemporaryFolder();
    const now = new Date('2026-11-23T12:00:00Z');
    const written: Record<string, string> = {
      'used-and-old': '2026-01-01',
      'unused-and-old': '2026-10-20',
      'unused-and-new': '2026-10-30',
    };
    for (const [name, date] of Object.entries(written)) {
      await writeFile(path.join(folder, name), '');
      await utimes(path.join(folder, name), new Date(date), new Date(date));
    }
    await forgetUnused(folder, new Set(['used-and-old']), now);
    expect(await readdir(folder)).toEqual(['unused-and-new', 'used-and-old']);
  });

  it('has nothing to forget in a folder that is not there', async () => {
    const folder = path.join(await makeTemporaryFolder(), 'none');
    await expect(forgetUnused(folder, new Set(), new Date())).resolves.toBeUndefined();
  });
});
