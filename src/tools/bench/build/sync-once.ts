/** Brings the snapshot of a space up to date, for the bench: says what that took, as JSON. */
import { readConnection } from '#src/collections/contentful/connection.ts';
import { syncSpace } from '#src/collections/contentful/sync-space.ts';

const [cacheFolder = '.cache'] = process.argv.slice(2);
const connection = readConnection(process.env);
if (!connection) throw new Error('CONTENTFUL_SPACE_ID is needed.');
const begun = performance.now();
const { entries } = await syncSpace({
  connection,
  cacheFolder,
  now: new Date(),
  isStrict: true,
  articleTypes: new Set(['article']),
  mostDeleted: 0.2,
  warn: (message) => console.error(message),
});
const milliseconds = performance.now() - begun;
console.log(JSON.stringify({ milliseconds, entries: entries.size }));
