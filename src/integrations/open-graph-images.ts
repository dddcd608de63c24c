import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration, AstroIntegrationLogger } from 'astro';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import { readBuildPlan } from '#src/collections/build-plan.ts';
import { digestOf } from '#src/collections/digest.ts';
import { writeWhole } from '#src/collections/disk-cache.ts';
import {
  drawablePartsOf,
  drawCard,
  drawingVersion,
} from '#src/collections/open-graph/draw-card.ts';
import {
  prepareDrawingFonts,
  type DrawingFonts,
} from '#src/collections/open-graph/drawing-fonts.ts';
import type { OpenGraphCard } from '#src/collections/open-graph/open-graph-card.ts';
import { contentFolder } from '#src/collections/reading/content-folder.ts';
import { keptFilesIntegration, type KeptFile } from './kept-files.ts';

/** Draws the picture of each article that is shown where its link is shared. */
export function openGraphImagesIntegration(): AstroIntegration {
  return keptFilesIntegration({
    name: 'broadsheet:open-graph-images',
    noun: 'Open Graph images',
    list: async (config, logger) => {
      const cacheFolder = cacheFolderIn(fileURLToPath(config.cacheDir));
      const { openGraph } = await readBuildPlan(cacheFolder);
      if (openGraph.cards.length === 0) return [];
      const content = contentFolder(fileURLToPath(config.root));
      const fonts = await prepareDrawingFonts(
        cacheFolder,
        openGraph.fonts.map((file) => path.join(content, file)),
      );
      warnOfMissingShapes(openGraph.cards, fonts, logger);
      const folder = path.join(cacheFolder, 'open-graph');
      return openGraph.cards.map((card) => keptCard(card, fonts, folder));
    },
  });
}

function keptCard(card: OpenGraphCard, fonts: DrawingFonts, folder: string): KeptFile {
  const drawn = drawablePartsOf(card, fonts.drawable);
  const kept = path.join(folder, `${digestOf([drawingVersion, fonts.digest, drawn])}.png`);
  return { path: card.path, kept, make: async () => writeWhole(kept, await drawCard(drawn)) };
}

function warnOfMissingShapes(
  cards: readonly OpenGraphCard[],
  fonts: DrawingFonts,
  logger: AstroIntegrationLogger,
): void {
  const [first, ...others] = cards.filter(({ title }) => fonts.drawable(title) === null);
  if (!first) return;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  logger.warn(
    `The type has no letters for the headline of ${first.path}${more}: the image shows the publication's name alone. Name a font that has them in site.yaml: openGraphFonts: [fonts/name.ttf]`,
  );
}
