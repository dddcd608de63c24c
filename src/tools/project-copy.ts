import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/*
 * A checkout of its own for a test or bench that builds: sites of one checkout share caches and the folder
 * beside `dist`, and what is read there has to be its own.
 */

export interface Project {
  readonly root: string;
  /** Writes files of the content; null removes one. */
  write: (files: Readonly<Record<string, string | Uint8Array | null>>) => Promise<void>;
  /** `astro build`, as the owner would run it. */
  build: () => Promise<void>;
  remove: () => Promise<void>;
}

const here = path.join(import.meta.dirname, '..', '..');
const copied = [
  'src',
  'netlify',
  'public',
  'astro.config.mjs',
  'netlify.toml',
  'package.json',
  'tsconfig.json',
];

export async function makeProject(): Promise<Project> {
  const root = await mkdtemp(path.join(tmpdir(), 'broadsheet-project-'));
  for (const name of copied) {
    await cp(path.join(here, name), path.join(root, name), { recursive: true });
  }
  await linkPackages(path.join(root, 'node_modules'));
  return {
    root,
    write: async (files) => {
      for (const [name, data] of Object.entries(files)) {
        const file = path.join(root, 'content', name);
        await mkdir(path.dirname(file), { recursive: true });
        if (data === null) await rm(file, { force: true });
        else await writeFile(file, data);
      }
    },
    build: () => build(root),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

/** The packages of this checkout, and a folder of its own for what builds keep among them. */
async function linkPackages(target: string): Promise<void> {
  const source = path.join(here, 'node_modules');
  await mkdir(target);
  for (const name of await readdir(source)) {
    if (!['.astro', '.vite'].includes(name)) {
      await symlink(path.join(source, name), path.join(target, name));
    }
  }
}

async function build(root: string): Promise<void> {
  const child = spawn(path.join(here, 'node_modules', '.bin', 'astro'), ['build'], {
    cwd: root,
    env: { ...process.env, CONTENT_DIR: 'content', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`astro build ended with ${status}:\n${output.join('')}`);
}
