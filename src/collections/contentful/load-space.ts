import path from 'node:path';
import { forgetUnused, readCached } from '#src/collections/disk-cache.ts';
import type { Problem } from '#src/collections/reading/problems.ts';
import type { Site } from '#src/collections/schemas/site.ts';
import type { ContentfulConnection } from './connection.ts';
import { articleTypesIn, mappingOf } from './reading.ts';
import { readSpace, type SpaceContent } from './read-space.ts';
import type { ContentfulSpace } from './space.ts';
import { syncSpace } from './sync-space.ts';

/** The publication's space, for a build. */
export interface ContentfulSource {
  readonly connection: ContentfulConnection;
  /** Whether a build fails when Contentful does. */
  readonly isStrict: boolean;
  /** Says loudly what the owner should know of a build that succeeds. */
  readonly warn: (message: string) => void;
}

interface SpaceBuild {
  readonly site: Site;
  readonly lineOf: (path: readonly PropertyKey[]) => number;
  readonly cacheFolder: string;
  readonly now: Date;
  readonly report: (problem: Problem) => void;
}

/** Brings the space up to date and reads it. */
export async function loadSpace(
  { connection, isStrict, warn }: ContentfulSource,
  build: SpaceBuild,
): Promise<SpaceContent> {
  const mapping = mappingOf(build.site);
  const space = await syncSpace({
    connection,
    isStrict,
    warn,
    cacheFolder: build.cacheFolder,
    now: build.now,
    articleTypes: articleTypesIn(mapping),
    mostDeleted: mapping.mostDeleted,
  });
  checkLocales(space, build);
  const texts = path.join(build.cacheFolder, 'contentful-texts');
  const used = new Set<string>();
  const content = await readSpace({
    ...build,
    space,
    warn,
    keep: (name, convert) => {
      used.add(`${name}.json`);
      return readCached(texts, name, convert);
    },
  });
  await forgetUnused(texts, used, build.now);
  return content;
}

function checkLocales(
  { locales }: ContentfulSpace,
  { site, lineOf, report }: Pick<SpaceBuild, 'site' | 'lineOf' | 'report'>,
): void {
  const codes = locales.map(({ code }) => code);
  for (const [ours, theirs] of Object.entries(site.contentful?.locales ?? {})) {
    const field = ['contentful', 'locales', ours];
    const place = { file: 'site.yaml', line: lineOf(field), field: field.join('.') };
    if (!site.locales.some(({ code }) => code === ours)) {
      const wanted = `one of ${site.locales.map(({ code }) => code).join(', ')}`;
      report({ ...place, found: `${ours}, in which nothing is published`, wanted });
    } else if (!codes.includes(theirs)) {
      const found = `${theirs}, which the space does not have`;
      report({ ...place, found, wanted: `one of ${codes.join(', ')}` });
    }
  }
}
