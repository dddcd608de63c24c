import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AstroIntegration } from 'astro';
import { cacheFolderIn } from '#src/collections/bodies.ts';

/*
 * A site is built beside the one that is there and takes its place when all of it is done, by two
 * renames. However a build ends (an error, a signal, a power cut), the last good site stays as it was,
 * and whoever serves it meanwhile serves all of it. One build at a time: they share caches and the
 * folder of functions.
 */

export interface WholeOrNothing {
  /** The adapter, which Astro asks first: what it and everybody after it take for the output folder is beside. */
  readonly adapter: AstroIntegration;
  /** Must be the last integration, so that everybody else is done when it says so. */
  readonly last: AstroIntegration;
}

export function wholeOrNothing(adapter: AstroIntegration): WholeOrNothing {
  let building: Building | null = null;
  const { 'astro:config:setup': setUp, ...hooks } = adapter.hooks;
  return {
    adapter: {
      ...adapter,
      hooks: {
        ...hooks,
        'astro:config:setup': async (options) => {
          if (options.command !== 'build') return setUp?.(options);
          const { cacheDir, outDir } = options.config;
          building = begin(fileURLToPath(outDir), cacheFolderIn(fileURLToPath(cacheDir)));
          const beside = pathToFileURL(`${building.folder}${path.sep}`);
          options.updateConfig({ outDir: beside });
          return setUp?.({ ...options, config: { ...options.config, outDir: beside } });
        },
      },
    },
    last: {
      name: 'broadsheet:whole-or-nothing',
      hooks: {
        'astro:build:done': () => building?.finish(),
      },
    },
  };
}

interface Building {
  /** Where the site is built. */
  readonly folder: string;
  readonly finish: () => void;
}

function begin(target: string, cacheFolder: string): Building {
  const folder = beside(target, 'building');
  const unlock = lock(path.join(cacheFolder, 'build.lock'));
  const cleanUp = (): void => {
    rmSync(folder, { recursive: true, force: true });
    unlock();
  };
  rmSync(folder, { recursive: true, force: true });
  process.once('exit', cleanUp);
  return {
    folder,
    finish: () => {
      const previous = beside(target, 'previous');
      rmSync(previous, { recursive: true, force: true });
      if (existsSync(target)) renameSync(target, previous);
      renameSync(folder, target);
      rmSync(previous, { recursive: true, force: true });
      process.off('exit', cleanUp);
      unlock();
    },
  };
}

/** A folder next to another, so that one can become the other by a rename. */
function beside(target: string, what: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}.${what}`);
}

/** @throws where another build is running. A lock that a dead process has left is taken over. */
function lock(file: string): () => void {
  mkdirSync(path.dirname(file), { recursive: true });
  if (!isTaken(file)) {
    const holder = holderOf(file);
    if (holder !== null) {
      throw new Error(
        `Another build of this project is running (process ${holder}). Wait for it, or end it; if it is no build, delete ${file}`,
      );
    }
    rmSync(file, { force: true });
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  }
  return () => rmSync(file, { force: true });
}

/** Whether this process could take the lock. */
function isTaken(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** The process that holds a lock, if it is alive. */
function holderOf(file: string): number | null {
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN;
  if (!Number.isInteger(holder) || holder <= 0 || holder === process.pid) return null;
  try {
    process.kill(holder, 0);
    return holder;
  } catch (error) {
    // Somebody else's process is a process.
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? holder : null;
  }
}
