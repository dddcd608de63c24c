import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import { readBuildPlan } from '#src/collections/build-plan.ts';
import { encodePicture } from '#src/collections/pictures/encode-picture.ts';
import { contentFolder } from '#src/collections/reading/content-folder.ts';
import { filesOf, isWritten } from '#src/shared/picture-sources.ts';
import { keptFilesIntegration } from './kept-files.ts';

/**
 * Encodes the pictures that pages show. Astro's own image pipeline starts after the pages, knows
 * nothing of pictures in cached bodies, and writes seven widths where four do.
 */
export function picturesIntegration(): AstroIntegration {
  return keptFilesIntegration({
    name: 'broadsheet:pictures',
    noun: 'picture files',
    list: async (config) => {
      const cacheFolder = cacheFolderIn(fileURLToPath(config.cacheDir));
      const folders = {
        content: contentFolder(fileURLToPath(config.root)),
        cache: path.join(cacheFolder, 'pictures'),
      };
      const { pictures, memberPictures } = await readBuildPlan(cacheFolder);
      // Members' pictures are moved out of the site with their articles: see `member-articles.ts`.
      return [...pictures, ...memberPictures]
        .filter(isWritten)
        .flatMap(filesOf)
        .map((file) => ({
          path: file.path,
          kept: path.join(folders.cache, path.posix.basename(file.path)),
          make: () => encodePicture(file, folders),
        }));
    },
  });
}
