/** `npm run subscribers -- import|export|erase|stats`. */
import { closeDatabase, isUnreachable } from '#netlify/lib/database/open-database.ts';
import { SettingError } from '#netlify/lib/env.ts';
import { eraseSubscriber } from './subscribers/erase-subscriber.ts';
import { exportSubscribers } from './subscribers/export-subscribers.ts';
import { importSubscribers } from './subscribers/import-subscribers.ts';
import { showStats } from './subscribers/show-stats.ts';
import { WrongUseError } from './subscribers/wrong-use.ts';

const help = `Who reads the newsletter.

  npm run subscribers -- import <file.csv> [--dry-run] [--locale <code>]
      Adds addresses from a CSV file whose first line names its columns: email; and, where you have
      it, how you know that they agreed: consented_at (a date) and consent (a form, a page, a list).
      Those with both are subscribed. All others are sent a mail that asks them, and get nothing
      more until they have answered. Who left, complained, or was erased stays out.
      Other columns that are read: locale (the site's first language where there is none, or that
      of --locale), frequency (each or weekly), topics (ids of the site's, separated by spaces).
  npm run subscribers -- export [--out <file.csv>]
      Writes all subscribers as CSV that spreadsheets open without running anything in it.
  npm run subscribers -- erase <address>
      Forgets an address and all that is kept of it, but for a hash by which it stays out of imports.
  npm run subscribers -- stats
      How many there are, how it went, and mails that could not be sent.

The database is DATABASE_URL, else Netlify's (NETLIFY_DB_URL), else the one that npm start uses.

Exit codes: 0 done, 1 failed, 2 wrong use.`;

const commands: ReadonlyMap<string, (args: readonly string[]) => Promise<number>> = new Map([
  ['import', importSubscribers],
  ['export', exportSubscribers],
  ['erase', eraseSubscriber],
  ['stats', showStats],
]);

async function main([name = '', ...args]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h' || args.includes('--help')) {
    console.log(help);
    return 0;
  }
  const command = commands.get(name);
  if (!command) {
    console.error(name === '' ? help : `There is no command ${JSON.stringify(name)}.\n\n${help}`);
    return 2;
  }
  try {
    return await command(args);
  } catch (error) {
    return explain(error);
  } finally {
    await closeDatabase();
  }
}

function explain(error: unknown): number {
  if (error instanceof WrongUseError) {
    console.error(`${error.message}\n\n${help}`);
    return 2;
  }
  if (error instanceof SettingError) console.error(error.message);
  else if (isUnreachable(error)) {
    console.error('The database cannot be reached. Is DATABASE_URL right, and the server running?');
  } else console.error(error);
  return 1;
}

// Whoever reads no further, as `| head` does, has seen enough.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await main(process.argv.slice(2));
