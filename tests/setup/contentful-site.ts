import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { makeProject, type Project } from '#src/tools/project-copy.ts';

/* A publication of its own, which `npm start -- --contentful` builds and serves. */

export interface ContentfulSite {
  readonly project: Project;
  /** Where it is served, without a slash at the end. */
  readonly url: string;
  /** Where the space is written in, without a slash at the end. */
  readonly desk: string;
  stop: () => Promise<void>;
}

const site = `title: The Quay
url: https://quay.example
locales:
  - { code: en, name: English, formats: en-GB }
  - { code: de, name: Deutsch }
`;

const article = `---
title: A file beside the entries
description: It was written in Markdown, and stands among those from Contentful.
publishedAt: 2026-10-18
authors: [desk]
topics: [harbour]
---

The harbour office keeps its own words in files, about anchors among other things.
`;

const exported = 'tests/fixtures/contentful/export.json';

export async function makeContentfulProject(): Promise<Project> {
  const project = await makeProject();
  for (const name of ['tests/mocks', exported]) {
    await cp(path.resolve(name), path.join(project.root, name), { recursive: true });
  }
  await project.write({
    'site.yaml': site,
    'authors/desk.yaml': 'name: The desk\nkind: group\n',
    'articles/en/a-file-beside-the-entries.md': article,
  });
  return project;
}

/** Starts it, and waits until it is served. */
export async function startContentfulSite(
  project: Project,
  environment: NodeJS.ProcessEnv = {},
): Promise<ContentfulSite> {
  const child = spawn(
    process.execPath,
    ['src/tools/start.ts', '--port', '0', '--contentful', exported],
    {
      cwd: project.root,
      env: { ...process.env, CONTENT_DIR: '', ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const { url, desk } = await readAddresses(child);
  return {
    project,
    url,
    desk,
    stop: async () => {
      if (child.exitCode !== null) return;
      const closed = once(child, 'close');
      child.kill('SIGTERM');
      await closed;
    },
  };
}

async function readAddresses(child: ChildProcess): Promise<{ url: string; desk: string }> {
  const lines: string[] = [];
  let desk = '';
  if (!child.stdout) throw new Error('Nothing is heard of npm start.');
  const reader = createInterface(child.stdout);
  for await (const line of reader) {
    lines.push(line);
    desk = /write and publish at (\S+)\/$/.exec(line)?.[1] ?? desk;
    const url = /^Serving (\S+)\/ /.exec(line)?.[1];
    if (url) return { url, desk };
  }
  throw new Error(`npm start ended:\n${lines.join('\n')}`);
}
