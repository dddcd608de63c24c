/**
 * A process that delivers what is to be delivered, to be killed in the middle: the database, the site
 * and the folder of mails are those that its environment and arguments name.
 */
import { closeDatabase, openDatabase } from '#netlify/lib/database/open-database.ts';
import { createFileMailer } from '#netlify/lib/mail/file-mailer.ts';
import { deliverEditions } from '#netlify/lib/newsletter/deliver-editions.ts';

const [origin = '', folder = ''] = process.argv.slice(2);

await deliverEditions({
  database: openDatabase(),
  // Small, so that there is a middle.
  mailer: { ...createFileMailer(folder), batchSize: 7 },
  site: { origin, mayMail: true, isLocal: true },
  until: Date.now() + 60_000,
});
await closeDatabase();
