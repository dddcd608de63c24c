import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** `astro build` failed; its own words are the message. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
}

const reportedEveryMilliseconds = 15_000;

/** Runs `astro build`, quietly: a line now and then for a long one, everything for a failed one. */
export async function buildSite(root: string, report: (line: string) => void): Promise<void> {
  const output: string[] = [];
  const builder = spawn(process.execPath, [findAstro(root), 'build'], {
    cwd: root,
    env: { ...process.env, FORCE_COLOR: process.stderr.isTTY ? '1' : '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  builder.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  builder.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const progress = setInterval(() => report(`  ${lastLine(output)}`), reportedEveryMilliseconds);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  builder.once('error', reject).once('close', resolve);
  const status = await promise.finally(() => clearInterval(progress));
  if (status !== 0) throw new BuildError(output.join('').trim());
}

function findAstro(root: string): string {
  const require = createRequire(join(root, 'package.json'));
  const manifest = require.resolve('astro/package.json');
  return join(dirname(manifest), 'bin', 'astro.mjs');
}

function lastLine(output: readonly string[]): string {
  const tail = output.slice(-5).join('').trimEnd();
  return tail.split('\n').at(-1)?.trim() ?? '';
}
