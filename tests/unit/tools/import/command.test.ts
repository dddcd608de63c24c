import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findRefusal } from '#src/tools/import/markdown/check-output.ts';
import { runImport as runCommand } from '#src/tools/import.ts';
import { makeFolder, runImport } from './run-import.ts';

async function run(...argv: string[]): Promise<{ code: number; output: string }> {
  const lines: string[] = [];
  const add = (text: string): number => lines.push(text);
  const code = await runCommand(argv, { log: add, error: add });
  return { code, output: lines.join('\n') };
}

describe('npm run import', () => {
  it('explains itself', async () => {
    const { code, output } = await run('--help');
    expect(code).toBe(0);
    expect(output).toContain('npm run import -- markdown <folder>');
  });

  it('answers 2 to wrong use, and says what is wrong', async () => {
    const folder = await makeFolder({ 'a.md': 'x' });
    expect(await run()).toMatchObject({ code: 2 });
    expect((await run('wordpress', 'x.xml')).output).toContain('not there yet');
    expect((await run('markdown')).output).toContain('Name one folder');
    expect((await run('markdown', '/no/such/folder')).output).toContain('There is no folder');
    expect((await run('markdown', folder, '--out', folder)).output).toContain(
      'cannot be the folder',
    );
    expect((await run('markdown', folder, '--nonsense')).code).toBe(2);
    expect((await run('markdown', folder, '--base-url', 'old.example')).code).toBe(2);
    expect((await run('markdown', folder, '--old-urls', 'blog')).code).toBe(2);
    expect((await run('markdown', folder, '--date-from', 'git')).code).toBe(2);
    expect((await run('markdown', folder, '--locale', 'English')).code).toBe(2);
  });

  it('refuses a content folder that is a file', async () => {
    const folder = await makeFolder({ 'a.md': 'x' });
    const { code, output } = await run('markdown', folder, '--out', path.join(folder, 'a.md'));
    expect(code).toBe(2);
    expect(output).toContain('a.md is a file');
  });

  it('fails on a folder without Markdown, and writes nothing', async () => {
    const folder = await makeFolder({ 'a.txt': 'x' });
    const out = path.join(folder, '../content');
    const { code, output } = await run('markdown', folder, '--out', out);
    expect(code).toBe(1);
    expect(output).toContain('There is no Markdown in');
    expect(existsSync(out)).toBe(false);
  });

  it('says what it did', async () => {
    const folder = path.resolve('tests/fixtures/import/ghost');
    const out = path.join(await makeFolder({}), 'content');
    const { code, output } = await run('markdown', folder, '--out', out, '--dry-run');
    expect(code).toBe(0);
    expect(output).toContain('1 article from 1 Markdown file:');
    expect(output).toContain('Nothing was written');
    expect(existsSync(out)).toBe(false);
  });
});

const nodejsBlog = path.resolve('../shared/data/nodejs-blog');

describe('a large archive', () => {
  it.skipIf(!existsSync(nodejsBlog))(
    `is imported whole (skipped where ${path.basename(nodejsBlog)} is not there)`,
    { timeout: 180_000 },
    async () => {
      const site = await runImport(nodejsBlog, {
        oldPathPatterns: ['/blog/:path/'],
        isDryRun: false,
      });
      expect(site.articles).toBeGreaterThan(1000);
      expect(site.report.countOf('left out', 'articles that the build would refuse')).toBe(0);
      expect(site.report.countOf('guessed', 'marks so broken that some are shown as text')).toBe(0);
      const files = (await site.list()).filter((file) => /^articles\/.*\.md$/.test(file));
      expect(files).toHaveLength(site.articles);
      expect(findRefusal(await site.body(files[0] ?? ''))).toBeNull();
    },
  );
});
