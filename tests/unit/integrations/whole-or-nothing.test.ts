import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { makeTemporaryFolder } from '#tests/setup/content.ts';

const integration = path.resolve('src/integrations/whole-or-nothing.ts');

/*
 * The integration acts when the process ends, so each build is a process: it calls the hooks as Astro
 * does and does `steps` in between.
 */
async function build(outputFolder: string, steps: string): Promise<number> {
  const script = `
    import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
    import { wholeOrNothingIntegration } from ${JSON.stringify(pathToFileURL(integration).href)};
    const dist = ${JSON.stringify(outputFolder)};
    const { hooks } = wholeOrNothingIntegration();
    const empty = () => { rmSync(dist, { recursive: true, force: true }); mkdirSync(dist); };
    const write = (name) => writeFileSync(dist + '/' + name, 'new');
    hooks['astro:config:done']({ config: { outDir: ${JSON.stringify(pathToFileURL(`${outputFolder}/`).href)} } });
    hooks['astro:build:start']({});
    ${steps}
  `;
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
    return 0;
  } catch (error) {
    if (error instanceof Error && 'code' in error && typeof error.code === 'number')
      return error.code;
    throw error;
  }
}

async function outputFolder(files: readonly string[] | null): Promise<string> {
  const folder = path.join(await makeTemporaryFolder(), 'dist');
  if (files === null) return folder;
  await mkdir(folder);
  for (const file of files) await writeFile(path.join(folder, file), 'old');
  return folder;
}

describe('a build', () => {
  it('that ends well leaves what it wrote', async () => {
    const folder = await outputFolder(['old.html']);
    expect(await build(folder, `empty(); write('new.html'); hooks['astro:build:done']({});`)).toBe(
      0,
    );
    expect(await readdir(folder)).toEqual(['new.html']);
  });

  it('that fails before it has emptied the folder leaves the last good site as it was', async () => {
    const folder = await outputFolder(['old.html']);
    expect(await build(folder, `throw new Error('wrong');`)).toBe(1);
    expect(await readdir(folder)).toEqual(['old.html']);
  });

  it.each([
    ['an error', `throw new Error('wrong');`, 1],
    ['an end of its own', `process.exit(3);`, 3],
    ['an error that nobody awaits', `await Promise.reject(new Error('wrong'));`, 1],
    ['an end that looks good', '', 0],
  ])('that stops half-way leaves nothing: %s', async (_name, end, code) => {
    const folder = await outputFolder(['old.html']);
    expect(await build(folder, `empty(); write('half.html'); ${end}`)).toBe(code);
    expect(existsSync(folder)).toBe(false);
  });

  it('that is the first and fails leaves nothing', async () => {
    const folder = await outputFolder(null);
    expect(await build(folder, `mkdirSync(dist); write('half.html'); process.exit(1);`)).toBe(1);
    expect(existsSync(folder)).toBe(false);
    expect(await build(folder, `process.exit(1);`)).toBe(1);
  });
});
