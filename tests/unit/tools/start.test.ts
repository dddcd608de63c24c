import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = join(import.meta.dirname, '..', '..', '..');
const published = join(repository, 'tests', 'fixtures', 'twin', 'site', 'published');
const astro = `import { mkdirSync, writeFileSync } from 'node:fs';
if (process.env.BREAK) { console.error('articles/en/a.md:3  title'); process.exit(1); }
mkdirSync('dist', { recursive: true });
writeFileSync('dist/index.html', '<!doctype html><title>Built</title>in ' + process.env.CONTENTFUL_SPACE_ID);`;

let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'broadsheet-start-'));
  await cp(published, join(project, 'dist'), { recursive: true });
  const bin = join(project, 'node_modules', 'astro', 'bin');
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'astro.mjs'), astro);
  await writeFile(join(bin, '..', 'package.json'), '{ "name": "astro", "version": "0.0.0" }');
  await writeFile(join(project, 'package.json'), '{ "type": "module" }');
});

afterAll(async () => rm(project, { recursive: true, force: true }));

function start(args: string[], env: Record<string, string> = {}): ChildProcess {
  const script = join(repository, 'src', 'tools', 'start.ts');
  return spawn(process.execPath, [script, ...args], {
    cwd: project,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly complaint: string;
}

async function end(child: ChildProcess): Promise<Ended> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('The child has no output.');
  const [output, complaint, [status]] = await Promise.all([
    text(stdout),
    text(stderr),
    once(child, 'exit'),
  ]);
  return { status, output, complaint };
}

/** Starts, asks for the front page, stops as Ctrl+C does. */
async function visit(args: string[], env: Record<string, string> = {}) {
  const child = start(args, env);
  const ended = end(child);
  const { promise, resolve } = Promise.withResolvers<string>();
  child.stdout?.on('data', (chunk) => {
    const url = /Serving (http:\S+)/.exec(String(chunk))?.[1];
    if (url !== undefined) resolve(url);
  });
  void ended.then(({ complaint }) => resolve(complaint));
  const page = await (await fetch(await promise)).text();
  child.kill('SIGINT');
  return { page, ...(await ended) };
}

describe('npm start', () => {
  it('builds, serves, says so in a few lines and ends with 0 at Ctrl+C', async () => {
    const visited = await visit(['--port', '0']);
    expect(visited.page).toContain('Built');
    expect(visited.output).toMatch(
      /^Building …\nBuilt \d+ pages in [\d.]+ s\nMails are kept here, to be read at http:\/\/localhost:\d+\/__inbox\/\nServing http:\/\/localhost:\d+\/ \(Ctrl\+C stops\)\n$/,
    );
    expect(visited).toMatchObject({ status: 0, complaint: '' });
  });

  it('serves what was built before with --no-build, on PORT', async () => {
    const { output, status } = await visit(['--no-build'], { PORT: '0', HOST: '0.0.0.0' });
    expect(output).not.toContain('Built');
    expect(status).toBe(0);
  });

  it('passes on what is wrong with the content, and ends with 1', async () => {
    const { status, complaint } = await end(start(['--port', '0'], { BREAK: '1' }));
    expect(status).toBe(1);
    expect(complaint).toBe('articles/en/a.md:3  title\n');
  });

  it('names PORT when the port is taken, and ends with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const { status, complaint } = await end(start(['--no-build'], { PORT: port }));
    other.close();
    expect(status).toBe(1);
    expect(complaint).toMatch(
      /^Port \d+ \(PORT\) is in use by another program\. .*PORT=8889 npm start\n$/,
    );
  });

  it('has a space stand in for Contentful, tells builds of it, and takes no export for one', async () => {
    const exported = join(repository, 'tests', 'fixtures', 'contentful', 'export.json');
    const visited = await visit(['--port', '0', '--contentful', exported]);
    expect(visited.output).toMatch(
      /^Contentful stands in with 13 published entries and assets: write and publish at http:\/\/127\.0\.0\.1:\d+\/$/m,
    );
    expect(visited).toMatchObject({ status: 0, complaint: '' });
    expect(visited.page).toContain('in harbour0');
    const wrong = join(project, 'wrong.json');
    await writeFile(wrong, '{"entries": []}');
    for (const [file, words] of [
      [join(project, 'nowhere.json'), 'nowhere.json cannot be read.'],
      [join(project, 'package.json'), 'package.json is no export of a space: It has no entries'],
      [wrong, 'wrong.json is no export of a space: It has no entries or no locales'],
    ] as const) {
      const { status, complaint } = await end(start(['--port', '0', '--contentful', file]));
      expect(status).toBe(1);
      expect(complaint).toContain(words);
      expect(complaint).not.toContain('    at ');
    }
  });

  it('explains itself with --help and ends with 0', async () => {
    const { status, output } = await end(start(['--help']));
    expect(status).toBe(0);
    for (const word of ['PORT', 'HOST', 'TRUST_PROXY', '--no-build'])
      expect(output).toContain(word);
  });

  it.each([[['--nonsense']], [['--port', 'x']], [['--port', '70000']], [['serve']]])(
    'ends with 2 when it is called as %j',
    async (args) => {
      const { status, complaint } = await end(start(args));
      expect(status).toBe(2);
      expect(complaint).toContain('npm start -- [--no-build]');
    },
  );

  it('says how to build when nothing was built', async () => {
    await rm(join(project, 'dist'), { recursive: true });
    const { status, complaint } = await end(start(['--no-build']));
    expect(status).toBe(1);
    expect(complaint).toMatch(/There is no built site in .* npm run build/);
  });
});
