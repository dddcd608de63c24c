import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { makeTemporaryFolder } from '#tests/setup/content.ts';

const integration = path.resolve('src/integrations/whole-or-nothing.ts');

/*
 * The integration acts on folders and when the process ends, so each build is a process: it calls the
 * hooks as Astro does and does `steps` in between.
 */
function startBuild(project: string, steps: string) {
  const folder = (name: string): string => pathToFileURL(`${path.join(project, name)}/`).href;
  const script = `
    import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
    import { fileURLToPath } from 'node:url';
    import { wholeOrNothing } from ${JSON.stringify(pathToFileURL(integration).href)};
    let told;
    const { adapter, last } = wholeOrNothing({
      name: 'adapter',
      hooks: { 'astro:config:setup': ({ config }) => { told = config.outDir; } },
    });
    const config = { outDir: new URL(${JSON.stringify(folder('dist'))}), cacheDir: new URL(${JSON.stringify(folder('cache'))}) };
    await adapter.hooks['astro:config:setup']({
      command: process.env.COMMAND ?? 'build',
      config,
      updateConfig: (change) => Object.assign(config, change),
    });
    if (told.href !== config.outDir.href) throw new Error('the adapter was told of another folder');
    const output = fileURLToPath(config.outDir);
    const write = (name) => { mkdirSync(output, { recursive: true }); writeFileSync(output + name, 'new'); };
    const finish = () => last.hooks['astro:build:done']({});
    const wait = () => new Promise((resolve) => setTimeout(resolve, 20_000));
    ${steps}
  `;
  return spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function build(
  project: string,
  steps: string,
): Promise<{ code: number | null; errors: string }> {
  const child = startBuild(project, steps);
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const [code] = await once(child, 'close');
  return { code, errors: errors.join('') };
}

/** A project with a site that was built before, or with none. */
async function project(files: readonly string[] | null): Promise<string> {
  const folder = await makeTemporaryFolder();
  if (files === null) return folder;
  await mkdir(path.join(folder, 'dist'));
  for (const file of files) await writeFile(path.join(folder, 'dist', file), 'old');
  return folder;
}

const siteOf = (folder: string): Promise<string[]> => readdir(path.join(folder, 'dist'));
const traces = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name.startsWith('.dist'));

describe('a build', () => {
  it.each([[['old.html']], [null]])(
    'takes the place of the last site when all of it is done: %j',
    async (files) => {
      const folder = await project(files);
      expect(await build(folder, `write('new.html'); finish();`)).toEqual({ code: 0, errors: '' });
      expect(await siteOf(folder)).toEqual(['new.html']);
      expect(await traces(folder)).toEqual([]);
    },
  );

  it.each([
    ['an error', `throw new Error('wrong');`, 1],
    ['an end of its own', `process.exit(3);`, 3],
    ['an error that nobody awaits', `await Promise.reject(new Error('wrong'));`, 1],
    ['an end that looks good', '', 0],
  ])('that stops half-way leaves the last site as it was: %s', async (_name, end, code) => {
    const folder = await project(['old.html']);
    expect((await build(folder, `write('half.html'); ${end}`)).code).toBe(code);
    expect(await siteOf(folder)).toEqual(['old.html']);
    expect(await traces(folder)).toEqual([]);
  });

  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
    'that is ended by %s leaves the last site as it was, and the next one goes on',
    async (signal) => {
      const folder = await project(['old.html']);
      const child = startBuild(folder, `write('half.html'); console.log('half'); await wait();`);
      await once(child.stdout, 'data');
      child.kill(signal);
      await once(child, 'close');
      expect(await siteOf(folder)).toEqual(['old.html']);
      expect((await build(folder, `write('new.html'); finish();`)).code).toBe(0);
      expect(await siteOf(folder)).toEqual(['new.html']);
      expect(await traces(folder)).toEqual([]);
    },
  );

  it('that is the first and fails leaves nothing', async () => {
    const folder = await project(null);
    expect((await build(folder, `write('half.html'); process.exit(1);`)).code).toBe(1);
    expect(existsSync(path.join(folder, 'dist'))).toBe(false);
    expect(await traces(folder)).toEqual([]);
  });

  it('does not begin while another one runs, and says which', async () => {
    const folder = await project(['old.html']);
    const first = startBuild(folder, `write('first.html'); console.log('half'); await wait();`);
    await once(first.stdout, 'data');
    const second = await build(folder, `write('second.html'); finish();`);
    expect(second.code).toBe(1);
    expect(second.errors).toContain(
      `Another build of this project is running (process ${first.pid})`,
    );
    expect(await siteOf(folder)).toEqual(['old.html']);
    first.kill('SIGKILL');
    await once(first, 'close');
  });
});
