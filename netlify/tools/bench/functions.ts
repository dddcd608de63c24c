/** What `npm run bench -- functions` starts, with the number of subscribers and an empty database. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { closeDatabase, openDatabase } from '#netlify/lib/database/open-database.ts';
import { readDatabaseUrl } from '#netlify/lib/env.ts';
import { startSite } from './bench-site.ts';
import { explainPlans, walkOtherPaths, type Plan } from './explain-plans.ts';
import { fillDatabase, isEmpty, planAsServersDo } from './fill-database.ts';
import { measureChanges } from './measure-changes.ts';
import { fillComments, measureComments } from './measure-comments.ts';
import { measureEdition } from './measure-edition.ts';
import { fillAccounts, measureSessions } from './measure-sessions.ts';
import { measureSubscribing } from './measure-subscribing.ts';
import { report, type Results } from './report.ts';
import { recordStatements } from './statements.ts';

async function main(subscribers: number): Promise<number> {
  const database = openDatabase();
  if (readDatabaseUrl() !== null || !(await isEmpty(database))) {
    console.error('This database is somebody’s. Start it with: npm run bench -- functions');
    return 2;
  }
  const results = await measure(subscribers);
  const text = report(results);
  const folder = path.resolve('.cache', 'bench-functions');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'results.md'), text);
  console.log(text);
  console.error('Written to .cache/bench-functions/results.md');
  return results.plans.some(({ readWhole }) => readWhole.length > 0) ? 1 : 0;
}

async function measure(subscribers: number): Promise<Results> {
  const database = openDatabase();
  const recorder = recordStatements();
  const { site, stop } = await startSite();
  try {
    console.error(`filling the database with ${subscribers} subscribers`);
    await planAsServersDo(database);
    await fillDatabase(database, subscribers);
    await fillAccounts(database, subscribers);
    await fillComments(database, subscribers);
    console.error('subscribing');
    const subscribing = await measureSubscribing(site, recorder);
    console.error('asking who somebody is');
    const sessions = await measureSessions(site, recorder);
    console.error('asking for comments');
    const comments = await measureComments(site, recorder);
    console.error('telling of changes at Contentful');
    const changes = await measureChanges(site, recorder);
    console.error('listing and sending an edition');
    let plans: readonly Plan[] = [];
    const halfway = async (editionId: string): Promise<void> => {
      const explaining = { database, site, recorder, editionId };
      await walkOtherPaths(explaining);
      plans = await explainPlans(explaining);
    };
    const edition = await measureEdition({ database, site, subscribers, recorder, halfway });
    return { subscribers, subscribing, sessions, comments, changes, edition, plans };
  } finally {
    await stop();
  }
}

try {
  process.exitCode = await main(Number(process.argv[2]));
} finally {
  await closeDatabase();
}
