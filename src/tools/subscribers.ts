/**
 * `npm run subscribers`: opens the database, the embedded one where no other is named, and runs the
 * command beside the functions, whose rooms this one does not see.
 */
import { join } from 'node:path';
import { startDatabase } from './twin/database/embedded-database.ts';
import { readPublishedUrl } from './twin/database/published-url.ts';
import { onlyErrors } from './twin/log.ts';
import { setLocalSettings } from './twin/local-settings.ts';
import { ContentError } from '#src/collections/reading/problems.ts';
import { readEnvironmentFile } from './read-environment-file.ts';
import { readOffered } from './read-offered.ts';
import { runNode } from './run-node.ts';
import { TwinError } from './twin/twin-error.ts';

const root = process.cwd();

async function main(args: readonly string[]): Promise<number> {
  const needsNone = args.length === 0 || args.includes('--help') || args.includes('-h');
  // Before the database is opened: the content folder may be wrong.
  const offered =
    needsNone || args[0] !== 'import' ? null : JSON.stringify(await readOffered(root));
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
          log: onlyErrors,
        });
  try {
    const command = [join(root, 'netlify', 'tools', 'subscribers.ts'), ...args];
    return await runNode(offered === null ? command : [...command, '--offered', offered]);
  } finally {
    await database?.stop();
  }
}

try {
  readEnvironmentFile(root);
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof TwinError || error instanceof ContentError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
