import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '..', '..', '..', 'src', 'tools', 'install.mjs');

/** Stands for npm: writes down how it was called, and installs what the test says. */
const npm = `import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
appendFileSync('calls', process.argv.slice(2, 4).join(' ') + '\\n');
if (process.env.NPM_ERROR && process.argv[2] === 'ci') {
  console.error('npm error code ' + process.env.NPM_ERROR);
  process.exit(1);
}
rmSync('node_modules', { recursive: true, force: true });
mkdirSync('node_modules/node/bin', { recursive: true });
const link = 'symlinkSync(process.execPath, "bin/node")';
writeFileSync('node_modules/node/installArchSpecificPackage.js', 'const { symlinkSync } = require("node:fs"); ' + link);
if (!process.env.NPM_NO_SCRIPTS) symlinkSync(process.execPath, 'node_modules/node/bin/node');`;

let project: string;

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'broadsheet-install-'));
  await mkdir(join(project, 'src', 'tools'), { recursive: true });
  await cp(script, join(project, 'src', 'tools', 'install.mjs'));
  await writeFile(join(project, 'package-lock.json'), '{}');
  await mkdir(join(project, 'npm'));
  await writeFile(join(project, 'npm', 'package.json'), '{ "type": "module" }');
  await writeFile(join(project, 'npm', 'npm-cli.js'), npm);
});

afterEach(async () => rm(project, { recursive: true, force: true }));

function install(args: string[] = [], env: Record<string, string> = {}) {
  const path = join(project, 'src', 'tools', 'install.mjs');
  const npm_execpath = join(project, 'npm', 'npm-cli.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], {
    env: { PATH: process.env['PATH'], npm_execpath, ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

async function calls(): Promise<string[]> {
  const written = await readFile(join(project, 'calls'), 'utf8').catch(() => '');
  return written.split('\n').filter(Boolean);
}

describe('installing', () => {
  it('happens once, and again when the lockfile has changed', async () => {
    expect(install()).toMatchObject({ status: 0, stderr: '' });
    expect(install()).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(await calls()).toEqual(['ci --no-audit']);
    await writeFile(join(project, 'package-lock.json'), '{ "changed": true }');
    expect(install().stdout).toContain('they changed');
    expect(await calls()).toHaveLength(2);
  });

  it('happens again when it was cut off or the Node in it is gone', async () => {
    install();
    await rm(join(project, 'node_modules', '.broadsheet-install'));
    expect(install().status).toBe(0);
    await rm(join(project, 'node_modules', 'node', 'bin', 'node'));
    expect(install().status).toBe(0);
    expect(await calls()).toHaveLength(3);
  });

  it('fails with what npm says', async () => {
    const { status, stderr } = install([], { NPM_ERROR: 'ENOTFOUND' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/npm error code ENOTFOUND[\s\S]*could not be installed/);
    expect(await calls()).toEqual(['ci --no-audit']);
  });

  it('fetches Node itself where npm does not run the scripts of packages', () => {
    expect(install([], { NPM_NO_SCRIPTS: '1' })).toMatchObject({ status: 0 });
    expect(install().stdout).toBe('');
  });

  it('fails without a lockfile', async () => {
    await rm(join(project, 'package-lock.json'));
    expect(install()).toMatchObject({ status: 1 });
  });

  it('explains itself, and ends with 2 when it is called wrongly', () => {
    expect(install(['--help'])).toMatchObject({ status: 0, stderr: '' });
    expect(install(['--nonsense']).status).toBe(2);
  });

  it('then runs a script on the Node it has installed, and ends as the script ends', async () => {
    const path = join(project, 'after.mjs');
    await writeFile(path, 'console.log(process.execPath, process.argv[2]); process.exit(3);');
    const { status, stdout } = install([path, '--port']);
    expect(status).toBe(3);
    expect(stdout).toMatch(/Installed in \d+ s\n.*node --port\n$/);
    expect(install([path, '--help'])).toMatchObject({ status: 3 });
  });

  it('does not run the script when it could not install', () => {
    const { status, stdout } = install(['after.mjs'], { NPM_ERROR: 'ENOTFOUND' });
    expect(status).toBe(1);
    expect(stdout).not.toContain('--port');
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'lets the script stop by itself at %s',
    async (signal) => {
      install();
      const path = join(project, 'waits.mjs');
      await writeFile(
        path,
        `process.on('${signal}', () => { console.log('stopping'); process.exit(0); });
      setTimeout(() => console.log('ready'), 50);
      setTimeout(() => process.exit(9), 10_000);`,
      );
      const script = join(project, 'src', 'tools', 'install.mjs');
      const child = spawn(process.execPath, [script, path], { detached: true });
      const output: string[] = [];
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        output.push(chunk);
        // A terminal sends Ctrl+C to the whole group, everybody else to one process.
        const target = (child.pid ?? 0) * (signal === 'SIGINT' ? -1 : 1);
        if (chunk.includes('ready')) process.kill(target, signal);
      });
      const [status] = await once(child, 'close');
      expect({ status, output: output.join('') }).toEqual({
        status: 0,
        output: 'ready\nstopping\n',
      });
    },
  );
});
