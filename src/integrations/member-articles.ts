import { glob, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroConfig, AstroIntegration } from 'astro';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import { readBuildPlan } from '#src/collections/build-plan.ts';
import { membersFolder } from '#src/shared/paths.ts';

/**
 * Where members' articles stand, beside the site and not in it. `netlify.toml` gives the folder to one
 * function, which asks who is there before it reads from it.
 */
const privateFolder = '.netlify/members/';

/**
 * Takes what only members are served out of the site that was built: pages with their texts, and the
 * pictures in them. It must stand behind whatever writes pages or pictures.
 *
 * The folder is made anew by every build, and appears whole: an article that has gone, or is public
 * now, is not in it any more.
 */
export function memberArticlesIntegration(): AstroIntegration {
  let config: AstroConfig;
  return {
    name: 'broadsheet:member-articles',
    hooks: {
      'astro:config:done': (done) => {
        config = done.config;
      },
      'astro:build:done': async ({ dir }) => {
        const { memberArticles } = await readBuildPlan(
          cacheFolderIn(fileURLToPath(config.cacheDir)),
        );
        const target = fileURLToPath(new URL(privateFolder, config.root));
        await takeOut(memberArticles, { output: fileURLToPath(dir), target });
      },
    },
  };
}

interface Folders {
  readonly output: string;
  readonly target: string;
}

async function takeOut(articles: readonly string[], { output, target }: Folders): Promise<void> {
  const beside = `${path.resolve(target)}.building`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true });
  const files: string[] = [];
  for (const article of articles) {
    const from = path.join(output, membersFolder(article));
    const to = path.join(beside, article);
    await mkdir(path.dirname(to), { recursive: true });
    await rename(from, to);
    for (const name of await readdir(to)) files.push(article + name);
  }
  await refuseRest(output);
  // The function looks names up here, and opens no file that a stranger has named.
  await writeFile(path.join(beside, 'files.json'), JSON.stringify(files.toSorted()));
  await rm(target, { recursive: true, force: true });
  await rename(beside, target);
}

/** @throws where something for members is left in the site: rather none than one that tells. */
async function refuseRest(output: string): Promise<void> {
  for await (const left of glob('{,*/}articles/*/members', { cwd: output })) {
    throw new Error(`${left} is for members, and nobody has taken it out of the site.`);
  }
}
