import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PlannedRedirect } from '#src/collections/build-plan.ts';
import { digestOf } from '#src/collections/digest.ts';
import { decodeAddress, encodeAddress } from '#src/integrations/redirects.ts';

const handlerExport = 'export default createHandler(';

/**
 * Puts `answer.mjs` around the function that Astro's adapter has written.
 *
 * @throws where the adapter (which is pinned) writes its function in another way than it did.
 */
export async function wrapOnDemandFunction(
  functionFile: string,
  site: {
    readonly headers: Readonly<Record<string, string>>;
    readonly redirects: readonly PlannedRedirect[];
    /** Whether there is a route for articles that no build has seen. */
    readonly hasFresh: boolean;
  },
): Promise<void> {
  const written = await readFile(functionFile, 'utf8');
  if (!written.includes(handlerExport)) {
    throw new Error(
      `${functionFile} has no "${handlerExport}": look at what the adapter writes now`,
    );
  }
  const folder = path.dirname(functionFile);
  const answer = path.join(import.meta.dirname, 'answer.mjs');
  await copyFile(answer, path.join(folder, 'answer.mjs'));
  const { headers, redirects, hasFresh } = site;
  const data = { headers, hasFresh, redirects: Object.fromEntries(redirects.map(toLookup)) };
  // Named by what it says: a server that runs imports the function anew, but no file it knows already.
  const name = `site-${digestOf(data)}.json`;
  await writeFile(path.join(folder, name), JSON.stringify(data));
  const wrapped = written.replace(handlerExport, 'const handle = createHandler(');
  await writeFile(
    functionFile,
    `${wrapped}
import { createAnswer } from './answer.mjs';
import site from './${name}' with { type: 'json' };
export default createAnswer(handle, site);
`,
  );
}

/** Paths as `answer.mjs` looks them up. */
function toLookup({ from, to }: PlannedRedirect): [from: string, to: string] {
  const path = decodeAddress(encodeAddress(from)).normalize('NFC');
  return [path.endsWith('/') ? path : `${path}/`, encodeAddress(to)];
}
