import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startTwin } from '#src/tools/twin/start-twin.ts';
import { writeFixturePublication } from './fixture-publication.ts';

/*
 * The sites that end-to-end tests visit: a made-up publication with everything in it that the sample
 * lacks (two languages, one from right to left, members' articles, old addresses, many pages), and
 * the sample itself as `npm start` builds and serves it.
 */

const root = path.join(import.meta.dirname, '..', '..');
const fixtureContent = path.join(root, '.cache', 'fixture-content');
export const fixtureOutput = path.join(root, '.cache', 'fixture-site');
/** What would be deployed beside it: the functions with all that they carry. */
export const fixtureFunctions = path.join(root, '.cache', 'fixture-functions');
export const sampleOutput = path.join(root, 'dist');

export default async function setUp(): Promise<() => Promise<void>> {
  await rm(fixtureOutput, { recursive: true, force: true });
  await writeFixturePublication(fixtureContent);
  await run(['astro', 'build', '--outDir', fixtureOutput], { CONTENT_DIR: fixtureContent });
  await rm(fixtureFunctions, { recursive: true, force: true });
  await cp(path.join(root, '.netlify'), fixtureFunctions, { recursive: true });
  const fixture = await startTwin({ root, outDir: fixtureOutput, port: 0, database: 'off' });
  // Second, so that what a build leaves beside `dist` is the sample's.
  const sample = await startSample();
  process.env['FIXTURE_URL'] = fixture.url;
  process.env['SAMPLE_URL'] = sample.url;
  return async () => {
    await fixture.close();
    const closed = once(sample.process, 'close');
    sample.process.kill('SIGTERM');
    await closed;
  };
}

async function run(
  [command = '', ...args]: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  const child = spawn(path.join(root, 'node_modules', '.bin', command), args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`${command} ended with ${status}:\n${output.join('')}`);
}

async function startSample(): Promise<{ process: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['src/tools/start.ts', '--port', '0'], {
    cwd: root,
    env: { ...process.env, CONTENT_DIR: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    const url = /^Serving (\S+)\/ /.exec(line)?.[1];
    if (url) return { process: child, url };
  }
  throw new Error(`npm start ended:\n${lines.join('\n')}`);
}
