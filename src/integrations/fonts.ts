import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import subsetFont from 'subset-font';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import { digestOf, sha256Hex } from '#src/collections/digest.ts';
import { exists, writeWhole } from '#src/collections/disk-cache.ts';

/** A font file as the site serves it: cut from the package's, which carries twice what pages use. */
interface FontCut {
  readonly name: string;
  readonly source: string;
  readonly variationAxes: Record<string, number | { min: number; max: number }>;
}

const newsreader = '@fontsource-variable/newsreader/files/newsreader-latin';
const franklin = '@fontsource-variable/libre-franklin/files/libre-franklin-latin';

/**
 * Two optical sizes of the roman, as a foundry would have cast them: one for text, one for headlines.
 * Together they weigh less than half of the face with its optical axis left open.
 */
const fontCuts: readonly FontCut[] = [
  {
    name: 'newsreader-text',
    source: `${newsreader}-opsz-normal.woff2`,
    variationAxes: { wght: { min: 400, max: 700 }, opsz: 20 },
  },
  {
    name: 'newsreader-display',
    source: `${newsreader}-opsz-normal.woff2`,
    variationAxes: { wght: 500, opsz: 72 },
  },
  {
    name: 'newsreader-italic',
    source: `${newsreader}-opsz-italic.woff2`,
    variationAxes: { wght: 400, opsz: 20 },
  },
  {
    name: 'franklin',
    source: `${franklin}-wght-normal.woff2`,
    variationAxes: { wght: { min: 400, max: 700 } },
  },
];

/** Basic Latin, Latin-1, and the punctuation and letters of western European languages beside them. */
function latinText(): string {
  const ranges = [
    [0x20, 0x7e],
    [0xa0, 0xff],
  ] as const;
  const blocks = ranges.map(([first, last]) =>
    String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index)),
  );
  return `${blocks.join('')}ŒœŠšŽžŸ‐‑–—‘’‚“”„†‡•…‰‹›€™−×÷←↑→↓↩№⁄\u2009\u200A\u202F`;
}

/**
 * Cuts the type to what pages use, once, into the cache folder; style sheets name the files as
 * `@fonts/<name>.woff2`.
 */
export function fontsIntegration(): AstroIntegration {
  return {
    name: 'broadsheet:fonts',
    hooks: {
      'astro:config:setup': async ({ config, updateConfig }) => {
        const sources = await Promise.all(fontCuts.map(readSource));
        const text = latinText();
        const name = digestOf([sources.map((bytes) => sha256Hex(bytes)), fontCuts, text]).slice(
          0,
          12,
        );
        const folder = path.join(cacheFolderIn(fileURLToPath(config.cacheDir)), 'fonts', name);
        for (const [index, cut] of fontCuts.entries()) {
          const file = path.join(folder, `${cut.name}.woff2`);
          if (!(await exists(file)))
            await writeWhole(file, await cutFont(cut, sources[index], text));
        }
        updateConfig({ vite: { resolve: { alias: { '@fonts': folder } } } });
      },
    },
  };
}

function readSource({ source }: FontCut): Promise<Buffer> {
  return readFile(createRequire(import.meta.url).resolve(source));
}

function cutFont(
  { variationAxes }: FontCut,
  bytes: Buffer | undefined,
  text: string,
): Promise<Buffer> {
  if (!bytes) throw new Error('A font file of the packages is missing.');
  return subsetFont(bytes, text, { targetFormat: 'woff2', variationAxes });
}
