import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Blob, Face } from 'harfbuzzjs';
import subsetFont from 'subset-font';
import { element, xmlDocument } from '#src/shared/xml.ts';
import { digestOf, sha256Hex } from '#src/collections/digest.ts';
import { exists, writeWhole } from '#src/collections/disk-cache.ts';

/*
 * The type that Open Graph images are set in: the publication's own faces, and the owner's fonts for
 * scripts that these lack. Nothing of the machine's is used, so that every build draws the same.
 *
 * sharp draws text with Pango, which finds fonts through fontconfig: a configuration of our own names
 * the one folder they are in. fontconfig reads it once in a process, when the first text is drawn.
 */

export interface DrawingFonts {
  /** Names the fonts. */
  readonly digest: string;
  /** A text without the signs that there are no shapes for; null if a letter or digit is among them. */
  readonly drawable: (text: string) => string | null;
}

interface Cut {
  readonly name: string;
  /** What drawings ask for. */
  readonly family: string;
  readonly source: (subset: string) => string;
  readonly variationAxes: Readonly<Record<string, number>>;
}

/** The faces that drawings are set in. */
export const drawingFamilies = { display: 'Broadsheet Display', sans: 'Broadsheet Sans' } as const;

const cuts: readonly Cut[] = [
  {
    name: 'newsreader',
    family: drawingFamilies.display,
    source: (subset) =>
      `@fontsource-variable/newsreader/files/newsreader-${subset}-opsz-normal.woff2`,
    variationAxes: { wght: 500, opsz: 72 },
  },
  {
    name: 'franklin',
    family: drawingFamilies.sans,
    source: (subset) =>
      `@fontsource-variable/libre-franklin/files/libre-franklin-${subset}-wght-normal.woff2`,
    variationAxes: { wght: 500 },
  },
];
const subsets: readonly string[] = ['latin', 'latin-ext', 'vietnamese'];
/** In fontconfig's scale. */
const regularWeight = '80';

/** Puts the fonts where they are found, and tells fontconfig of them. */
export async function prepareDrawingFonts(
  cacheFolder: string,
  ownersFonts: readonly string[],
): Promise<DrawingFonts> {
  const sources = cuts.flatMap((cut) => subsets.map((subset) => ({ cut, subset })));
  const packaged = await Promise.all(
    sources.map(({ cut, subset }) =>
      readFile(createRequire(import.meta.url).resolve(cut.source(subset))),
    ),
  );
  const owned = await Promise.all(ownersFonts.map((file) => readFile(file)));
  const digest = digestOf([
    cuts.map(({ variationAxes }) => variationAxes),
    latinText,
    [...packaged, ...owned].map((bytes) => sha256Hex(bytes)),
  ]);
  const folder = path.join(cacheFolder, 'open-graph-fonts', digest);
  const letters = new Set<number>();
  for (const [index, { cut, subset }] of sources.entries()) {
    const bytes = packaged[index];
    if (bytes === undefined) continue;
    const file = path.join(folder, `${cut.name}-${subset}.ttf`);
    if (!(await exists(file))) await writeWhole(file, await cutFont(bytes, cut));
    addLetters(await readFile(file), letters);
  }
  for (const [index, bytes] of owned.entries()) {
    const ending = path.extname(ownersFonts[index] ?? '');
    await writeWhole(path.join(folder, `owner-${index}${ending}`), bytes);
    addLetters(bytes, letters);
  }
  process.env['FONTCONFIG_FILE'] = await writeConfiguration(folder);
  return { digest, drawable: (text) => withShapes(text, letters) };
}

function cutFont(bytes: Uint8Array, { variationAxes }: Cut): Promise<Buffer> {
  return subsetFont(bytes, latinText, { targetFormat: 'truetype', variationAxes });
}

/** Latin in all its blocks, marks, punctuation and currencies: what the packages have of it is cut. */
const latinText = [
  [0x20, 0x24f],
  [0x300, 0x36f],
  [0x1e00, 0x1eff],
  [0x2010, 0x205e],
  [0x20a0, 0x20bf],
  [0x2116, 0x2122],
]
  .map(([first = 0, last = 0]) =>
    String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index)),
  )
  .join('');

function addLetters(font: Uint8Array, letters: Set<number>): void {
  for (const letter of new Face(new Blob(font)).collectUnicodes()) letters.add(letter);
}

function withShapes(text: string, letters: ReadonlySet<number>): string | null {
  const characters = [...text.normalize('NFC')];
  const hasShape = (character: string): boolean => letters.has(character.codePointAt(0) ?? 0);
  const isLegible = characters.every(
    (character) => hasShape(character) || !/[\p{L}\p{N}]/u.test(character),
  );
  return isLegible ? characters.filter(hasShape).join('').trim() || null : null;
}

/** Whatever the files call themselves (cut from variable fonts, most say "Thin"), they go by our names. */
async function writeConfiguration(folder: string): Promise<string> {
  const file = path.join(folder, 'fonts.conf');
  const renamed = cuts.map(({ name, family }) =>
    element(
      'match',
      { target: 'scan' },
      element(
        'test',
        { name: 'file', compare: 'contains' },
        element('string', {}, path.join(folder, name)),
      ),
      element('edit', { name: 'family', mode: 'assign' }, element('string', {}, family)),
      element('edit', { name: 'weight', mode: 'assign' }, element('int', {}, regularWeight)),
    ),
  );
  const root = element(
    'fontconfig',
    {},
    element('dir', {}, folder),
    element('cachedir', {}, path.join(folder, 'fontconfig')),
    renamed,
  );
  await writeWhole(file, xmlDocument(root));
  return file;
}
