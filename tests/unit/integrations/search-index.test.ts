import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import { writeBuildPlan } from '#src/collections/build-plan.ts';
import { searchIndexIntegration } from '#src/integrations/search-index.ts';
import type { IndexManifest } from '#src/shared/search/index-map.ts';
import {
  article,
  load,
  makeTemporaryFolder,
  writeContent,
  type Files,
} from '#tests/setup/content.ts';

interface Project {
  readonly root: string;
  /** Builds the site of some content, and answers what the build has said. */
  readonly build: (files: Files) => Promise<readonly string[]>;
  /** Names of what is kept between builds. */
  readonly kept: () => Promise<readonly string[]>;
  /** The text of a file of the site. */
  readonly read: (name: string) => Promise<string>;
}

const page = '<!doctype html><title>Search</title>';

async function startProject(): Promise<Project> {
  const root = await makeTemporaryFolder();
  const folder = (name: string): URL => pathToFileURL(`${path.join(root, name)}/`);
  const cacheFolder = cacheFolderIn(path.join(root, 'cache'));
  return {
    root,
    build: async (files) => {
      const folders = await writeContent(files);
      await writeBuildPlan(cacheFolder, await load({ ...folders, cacheFolder }));
      await writePages(path.join(root, 'dist'));
      const said: string[] = [];
      const logger = { info: (line: string) => said.push(line) };
      const { hooks } = searchIndexIntegration();
      // Of what Astro hands to hooks, these ask for no more.
      const config = { cacheDir: folder('cache'), outDir: folder('dist') };
      await hooks['astro:config:done']?.({ config } as never);
      await hooks['astro:build:start']?.({ logger } as never);
      await hooks['astro:build:done']?.({ dir: folder('dist') } as never);
      return said;
    },
    kept: async () => (await readdir(path.join(cacheFolder, 'search'))).toSorted(),
    read: (name) => readFile(path.join(root, 'dist', name), 'utf8'),
  };
}

/** What routes have written by the time that the build is done. */
async function writePages(output: string): Promise<void> {
  await rm(output, { recursive: true, force: true });
  await mkdir(path.join(output, 'pagefind/served'), { recursive: true });
  await mkdir(path.join(output, 'search'), { recursive: true });
  await writeFile(path.join(output, 'search/index.html'), page);
  await writeFile(
    path.join(output, 'pagefind/served/default.json'),
    JSON.stringify({ locale: 'en', path: '/search/' }),
  );
}

const one = { 'articles/en/one.md': article({}, 'About kettles.\n') };

describe('the index of a build', () => {
  it('is written into the site, with a copy of the search page beside it', async () => {
    const project = await startProject();
    expect(await project.build(one)).toEqual([expect.stringMatching(/^1 pages? indexed in /u)]);
    const manifest = await project.read('pagefind/en.json');
    expect(JSON.parse(manifest)).toEqual({
      edition: expect.any(String),
    });
    const { edition } = JSON.parse(manifest) as IndexManifest;
    expect(await project.read(`pagefind/editions/${edition}/map.json`)).toContain('"fields"');
    expect(await project.read('pagefind/served/default.txt')).toBe(page);
  });

  it('is kept while the content is as it was', async () => {
    const project = await startProject();
    await project.build(one);
    const kept = await project.kept();
    expect(kept).toHaveLength(1);
    const manifest = await project.read('pagefind/en.json');
    expect(await project.build(one)).toEqual([]);
    expect(await project.kept()).toEqual(kept);
    expect(await project.read('pagefind/en.json')).toBe(manifest);
  });

  it.each([
    ['a text', { 'articles/en/one.md': article({}, 'About pots.\n') }],
    ['a headline', { 'articles/en/one.md': article({ title: 'Another' }, 'About kettles.\n') }],
    ['the name of a topic', { ...one, 'topics/publishing.yaml': 'name: Presses\n' }],
    ['an article', { ...one, 'articles/en/two.md': article() }],
  ])('is made anew when %s changes, and the old one forgotten', async (_what, changed) => {
    const project = await startProject();
    await project.build(one);
    const before = await project.kept();
    expect(await project.build(changed)).toHaveLength(1);
    const after = await project.kept();
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
  });

  it('is made where one was left half-made', async () => {
    const project = await startProject();
    await project.build(one);
    const [name = ''] = await project.kept();
    const folder = path.join(cacheFolderIn(path.join(project.root, 'cache')), 'search');
    await rm(path.join(folder, name), { recursive: true });
    await mkdir(path.join(folder, `${name}.draft`));
    await writeFile(path.join(folder, `${name}.draft`, 'half.json'), '');
    expect(await project.build(one)).toHaveLength(1);
    expect(await project.kept()).toEqual([name]);
    expect(await readdir(path.join(folder, name))).not.toContain('half.json');
  });

  it('stops the build where a text is lost, and keeps nothing', async () => {
    const project = await startProject();
    const cacheFolder = cacheFolderIn(path.join(project.root, 'cache'));
    await project.build(one);
    await rm(path.join(cacheFolder, 'search'), { recursive: true });
    const bodies = path.join(cacheFolder, 'bodies');
    const config = {
      cacheDir: pathToFileURL(`${path.join(project.root, 'cache')}/`),
      outDir: pathToFileURL(`${path.join(project.root, 'dist')}/`),
    };
    await rm(bodies, { recursive: true });
    const { hooks } = searchIndexIntegration();
    await hooks['astro:config:done']?.({ config } as never);
    await hooks['astro:build:start']?.({ logger: {} } as never);
    await expect(hooks['astro:build:done']?.({ dir: config.outDir } as never)).rejects.toThrow(
      'ENOENT',
    );
    expect((await project.kept()).filter((name) => !name.endsWith('.draft'))).toEqual([]);
  });
});
