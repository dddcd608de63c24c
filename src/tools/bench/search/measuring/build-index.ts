import { globSync, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';
import type { Engine } from '#src/tools/bench/search/engines/engine.ts';
import { bundleClient } from './bundle-client.ts';

export interface BuiltIndex {
  readonly milliseconds: number;
  /** Of all files of the index as they lie on the disk, without the client. */
  readonly bytes: number;
}

/** Builds an index into a folder of its own, with the client beside it. */
export async function buildIndex(
  engine: Engine,
  records: readonly BenchRecord[],
  folder: string,
): Promise<BuiltIndex> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const start = performance.now();
  await engine.build(records, folder);
  const milliseconds = performance.now() - start;
  const bytes = globSync('**/*', { cwd: folder })
    .map((name) => statSync(path.join(folder, name)))
    .reduce((sum, stats) => sum + (stats.isFile() ? stats.size : 0), 0);
  await writeFile(path.join(folder, 'client.js'), await bundleClient(engine.client));
  return { milliseconds, bytes };
}
