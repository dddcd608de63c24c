import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

/** What a program took. */
export interface Measured {
  readonly seconds: number;
  /** The most memory that it held; null where the system does not say. */
  readonly peakInBytes: number | null;
  readonly output: string;
}

const askedEveryMilliseconds = 100;

/** Runs a script on this Node. @throws what it said, where it failed */
export async function measureChild(
  args: readonly string[],
  { cwd, environment }: { readonly cwd: string; readonly environment: NodeJS.ProcessEnv },
): Promise<Measured> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  let peak: number | null = null;
  const asking = setInterval(() => {
    void peakOf(child.pid).then((bytes) => {
      peak = bytes ?? peak;
      return peak;
    });
  }, askedEveryMilliseconds);
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.once('error', reject).once('close', resolve);
  const status = await promise.finally(() => clearInterval(asking));
  const all = output.join('');
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}:\n${all}`);
  return { seconds: (performance.now() - begun) / 1000, peakInBytes: peak, output: all };
}

/** Linux keeps the highest mark of each process. */
async function peakOf(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(status) ?? [];
  return kilobytes === undefined ? null : Number(kilobytes) * 1024;
}
