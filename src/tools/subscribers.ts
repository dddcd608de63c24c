/**
 * `npm run subscribers`: opens the database, the embedded one where no other is named, and runs the
 * command beside the functions, whose rooms this one does not see.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { startDatabase } from './twin/database/embedded-database.ts';
import { readPublishedUrl } from './twin/database/published-url.ts';
import { setLocalSettings } from './twin/local-settings.ts';
import { readEnvironmentFile } from './read-environment-file.ts';
import { TwinError } from './twin/twin-error.ts';

const root = process.cwd();

async function main(args: readonly string[]): Promise<number> {
  const needsNone = args.length === 0 || args.includes('--help') || args.includes('-h');
  // A site that is being served has the embedded database open, and says where it is.
  const served = needsNone ? null : await readPublishedUrl(root);
  if (args[0] === 'import' && process.env['DATABASE_URL'] && !process.env['AUTH_SECRET']) {
    console.error(
      'AUTH_SECRET is needed beside DATABASE_URL: the one that the site has. It makes the links in mails.',
    );
    return 2;
  }
  // Links in mails that an import posts are made again when these are sent.
  if (!needsNone) await setLocalSettings({ root, isKept: true });
  if (served !== null) process.env['NETLIFY_DB_URL'] ??= served;
  const database =
    needsNone || served !== null
      ? null
      : await startDatabase({
          root,
          mode: 'disk',
          log: { info: () => undefined, error: console.error },
        });
  try {
    return await run(args);
  } finally {
    await database?.stop();
  }
}

function run(args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const script = join(root, 'netlify', 'tools', 'subscribers.ts');
    const child = spawn(process.execPath, [script, ...args], {
      stdio: 'inherit',
      env: process.env,
    });
    child.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once('close', (status) => resolve(status ?? 1));
  });
}

try {
  readEnvironmentFile(root);
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof TwinError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
