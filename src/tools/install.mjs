/**
 * The first half of `npm start` and `npm test`: brings node_modules in line with package-lock.json.
 * It runs on any Node from 20 and needs nothing but Node and npm, for nothing is installed yet.
 *
 * It also starts the second half, on the Node it has installed. `node install.mjs && node start.ts`
 * would not do: a shell looks up `node` once, so the first time both would run on the machine's own.
 *
 * What was installed is remembered in node_modules/.broadsheet-install: the SHA-256 of the lockfile,
 * written last, so that an install that was cut off counts for nothing. `npm ci` deletes it.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const help = `Installs the dependencies if they are missing or older than package-lock.json.

  node src/tools/install.mjs                        only installs
  node src/tools/install.mjs <script> [arguments]   then runs a script on the Node that comes with them

Exit codes: 0 they are there, 1 they could not be installed, 2 wrong use; else those of the script.`;

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const lockfile = join(root, 'package-lock.json');
const marker = join(root, 'node_modules', '.broadsheet-install');
const nodeFolder = join(root, 'node_modules', 'node');
const nodeBinary = join(nodeFolder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

process.exitCode = await main(process.argv.slice(2));

async function main([script, ...args]) {
  if (script === '--help' || script === '-h') return say(help, 0);
  if (script?.startsWith('-')) return complain(`Unknown option: ${script}\n\n${help}`, 2);
  const status = bringUpToDate();
  return status !== 0 || script === undefined ? status : run(script, args);
}

function bringUpToDate() {
  if (!existsSync(lockfile))
    return complain(`${lockfile} is missing. Take it from the repository.`);
  const wanted = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  if (isInstalled(wanted)) return 0;
  say(`Installing the dependencies (${existsSync(marker) ? 'they changed' : 'the first time'}) …`);
  return install(wanted);
}

function isInstalled(wanted) {
  return existsSync(marker) && readFileSync(marker, 'utf8').trim() === wanted && hasOwnNode();
}

function install(wanted) {
  const begun = Date.now();
  if (!runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])) {
    return complain('The dependencies could not be installed; npm says above why. Then: npm start');
  }
  if (!hasOwnNode() && !fetchOwnNode()) {
    return complain(`Node could not be put into ${nodeFolder}. Try: npm rebuild node`);
  }
  writeFileSync(marker, `${wanted}\n`);
  return say(`Installed in ${Math.round((Date.now() - begun) / 1000)} s`, 0);
}

/** Broadsheet runs on the Node that comes with it; a script of its package fetches it. */
function hasOwnNode() {
  return spawnSync(nodeBinary, ['--version'], { stdio: 'ignore' }).status === 0;
}

/** Where npm was told not to run scripts of packages, this one is run all the same. */
function fetchOwnNode() {
  const script = join(nodeFolder, 'installArchSpecificPackage.js');
  const options = { cwd: nodeFolder, stdio: 'inherit' };
  return spawnSync(process.execPath, [script], options).status === 0 && hasOwnNode();
}

function runNpm(args) {
  // Inside of `npm start` this names the npm that runs it, which need not be on the path.
  const script = process.env.npm_execpath;
  const options = { cwd: root, stdio: 'inherit' };
  const result = /npm-cli\.c?js$/.test(script ?? '')
    ? spawnSync(process.execPath, [script, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  if (result.error !== undefined) console.error(`npm could not be run: ${result.error.message}`);
  return result.status === 0;
}

/** Waits for the script, whatever signals come: it is the script that knows how to stop. */
async function run(script, args) {
  const path = [dirname(nodeBinary), process.env.PATH].join(delimiter);
  const child = spawn(nodeBinary, [script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: path },
  });
  // Ctrl+C reaches both of them by itself, the others only this process.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(complain(error.message)));
    child.once('close', (status) => resolve(status ?? 1));
  });
}

function say(line, status) {
  console.log(line);
  return status;
}

function complain(line, status = 1) {
  console.error(line);
  return status;
}
