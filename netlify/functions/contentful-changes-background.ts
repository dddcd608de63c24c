import type { Config } from '@netlify/functions';
import { finishChanges } from '#netlify/lib/contentful/finish-changes.ts';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { mayStart } from '#netlify/lib/start-work.ts';

/** Until the clock strikes: what is left goes to the one that it starts then. */
const longestInMilliseconds = 9.5 * 60 * 1000;

/** Does what is to be done because of changes at Contentful, a little later. */
export default async function changes(request: Request): Promise<Response> {
  const now = Date.now();
  if (!mayStart(request, 'changes', now)) return new Response(null, { status: 403 });
  await finishChanges({ database: openDatabase(), until: now + longestInMilliseconds });
  return new Response(null, { status: 204 });
}

export const config: Config = { background: true };
