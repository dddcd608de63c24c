/**
 * `npm run bench -- functions`: opens an embedded database in memory, and runs the bench beside the
 * functions, whose rooms this one does not see. No other database is ever filled: those that the
 * environment names are passed over.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startDatabase } from '#src/tools/twin/database/embedded-database.ts';
import { runNode } from '#src/tools/run-node.ts';
import { onlyErrors } from '#src/tools/twin/log.ts';
import { TwinError } from '#src/tools/twin/twin-error.ts';

const fewest = 50_000;
const most = 1_000_000;

const functionsHelp = `npm run bench -- functions [--subscribers 100000]

Measures functions in this process, on an embedded Postgres in memory with as many
subscribers as the list is to have, and as many people with accounts:

  subscribing   POST /api/subscribe from the request to the answer, 1 and 50 in flight, each with
                another address from another client. The pace that hides timing (120 ms for every
                answer) is left out, and so is the mail, which is sent after the answer.
  sessions      who somebody is, by the cookie of their session, through a page of accounts that does
                nothing else: 1 and 50 in flight.
  an edition    from listing whom it goes to, to handing the last mail to a carrier that takes
                everything at once: mails a second, statements for each batch, memory on the way.
  plans         EXPLAIN of every statement that these and links in mails have sent to the database:
                none may read a table of people from end to end.

  --subscribers N   how many confirmed subscribers, ${fewest} to ${most} (100000): a table of
                    10000 is rightly read whole for a batch of 100, so it would say nothing
  --help            this text

The embedded Postgres has one session, so that what is in flight at the same time waits in line: a
server does better. Writes .cache/bench-functions/results.md.

Exit codes: 0 done, 1 it failed or a plan reads a table from end to end, 2 wrong use.`;

/** Answers the exit code. */
export async function runFunctionsBench(root: string, argv: readonly string[]): Promise<number> {
  const options = readOptions(argv);
  if (options === 'help') {
    console.log(functionsHelp);
    return 0;
  }
  if (typeof options === 'string') {
    console.error(`${options}\n\nnpm run bench -- functions --help says how it is used.`);
    return 2;
  }
  for (const name of ['DATABASE_URL', 'NETLIFY_DB_URL', 'SITE_URL', 'MAIL_FROM', 'AUTH_SECRET'])
    delete process.env[name];
  return bench(root, options);
}

/** How many; or `help`, or what is wrong. */
function readOptions(argv: readonly string[]): number | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        subscribers: { type: 'string', default: '100000' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const subscribers = Number(values.subscribers);
    const isNumber = /^\d+$/.test(values.subscribers);
    if (isNumber && subscribers >= fewest && subscribers <= most) return subscribers;
    return `--subscribers takes a whole number from ${fewest} to ${most}, and not "${values.subscribers}".`;
  } catch (error) {
    // What parseArgs says is a sentence about the argument.
    return error instanceof Error ? error.message : String(error);
  }
}

async function bench(root: string, subscribers: number): Promise<number> {
  try {
    const database = await startDatabase({ root, mode: 'memory', log: onlyErrors });
    try {
      const script = join(root, 'netlify', 'tools', 'bench', 'functions.ts');
      // With `gc`, so that the heap can be measured without what nobody holds any more.
      return await runNode(['--expose-gc', script, String(subscribers)]);
    } finally {
      await database?.stop();
    }
  } catch (error) {
    if (!(error instanceof TwinError)) throw error;
    console.error(error.message);
    return 1;
  }
}
