import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { closeDatabase, openDatabase, type Database } from '#netlify/lib/database/open-database.ts';
import { startTwin, type Twin } from '#src/tools/twin/start-twin.ts';
import { membersContent } from './members-content.ts';
import { makeProject, type Project } from '#src/tools/project-copy.ts';

/** The publication of `members-content.ts`, built and served as `npm start` does it. */
export interface MembersSite {
  readonly project: Project;
  readonly url: string;
  readonly database: Database;
  /** What the server wrote into its log. */
  readonly logged: string[];
}

/** The site for the tests beside which this stands. What it answers is filled in before the first. */
export function useMembersSite(): MembersSite {
  const site = {} as MembersSite;
  const before = process.cwd();
  let twin: Twin | null = null;
  beforeAll(async () => {
    const project = await makeProject();
    await project.write(await membersContent());
    await project.build();
    // Functions find the files they carry from where they run, as on Netlify.
    process.chdir(project.root);
    const logged: string[] = [];
    const write = (...parts: readonly unknown[]): void => void logged.push(parts.join(' '));
    const log = { info: write, error: write };
    twin = await startTwin({ root: project.root, port: 0, database: 'memory', log });
    Object.assign(site, { project, url: twin.url, database: openDatabase(), logged });
  }, 120_000);
  afterAll(async () => {
    await closeDatabase();
    await twin?.close();
    process.chdir(before);
    await site.project?.remove();
  });
  return site;
}

/** Every file below a folder, by its path from there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .toSorted();
}

export function readBelow(folder: string, file: string): Promise<Buffer> {
  return readFile(path.join(folder, file));
}
