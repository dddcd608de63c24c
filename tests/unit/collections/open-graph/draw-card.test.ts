import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import subsetFont from 'subset-font';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  drawablePartsOf,
  drawCard,
  type DrawableCard,
} from '#src/collections/open-graph/draw-card.ts';
import { prepareDrawingFonts } from '#src/collections/open-graph/drawing-fonts.ts';
import { makeTemporaryFolder } from '#tests/setup/content.ts';

const card: DrawableCard = {
  publication: 'The Small Paper',
  section: 'Boats',
  title: 'The ferry is late',
  byline: 'Harbour Desk · 14 September 2026',
  dir: 'ltr',
};

/** Whether anything but paper is in a part of the picture. */
async function isDrawn(
  picture: Buffer,
  area: { left: number; top: number; width: number; height: number },
): Promise<boolean> {
  const { channels } = await sharp(await sharp(picture).extract(area).toBuffer()).stats();
  return channels.some(({ min, max }) => max - min > 60);
}

const titleStart = { left: 72, top: 232, width: 200, height: 90 };
const titleEnd = { left: 928, top: 232, width: 200, height: 90 };

let folder: string;

// fontconfig reads its configuration once in a process, when the first text is drawn.
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'broadsheet-fonts-'));
  await prepareDrawingFonts(folder, []);
  await drawCard(card);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('fonts for drawing', () => {
  it('have Latin in all its spellings, and say what they have not', async () => {
    const { drawable } = await prepareDrawingFonts(folder, []);
    expect(drawable('Łódź, Đường, İstanbul & “Größe”')).toBe('Łódź, Đường, İstanbul & “Größe”');
    expect(drawable('طريق')).toBeNull();
    expect(drawable('日本語')).toBeNull();
    expect(drawable('Мир')).toBeNull();
  });

  it('leave out signs that they lack where the letters are there', async () => {
    const { drawable } = await prepareDrawingFonts(folder, []);
    expect(drawable('Ahoy 🚢')).toBe('Ahoy');
    expect(drawable('🚢')).toBeNull();
  });

  it("are joined by the owner's, and go by another name then", async () => {
    const owners = path.join(await makeTemporaryFolder(), 'owner.ttf');
    const source = createRequire(import.meta.url).resolve(
      '@fontsource-variable/libre-franklin/files/libre-franklin-latin-wght-normal.woff2',
    );
    const bytes = await subsetFont(await readFile(source), 'abc', { targetFormat: 'truetype' });
    await writeFile(owners, bytes);
    const without = await prepareDrawingFonts(folder, []);
    const withOwners = await prepareDrawingFonts(folder, [owners]);
    expect(withOwners.digest).not.toBe(without.digest);
    expect(withOwners.drawable('abc')).toBe('abc');
  });
});

describe('an Open Graph image', () => {
  it('is a PNG of the size that networks ask for', async () => {
    const { format, width, height } = await sharp(await drawCard(card)).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', width: 1200, height: 630 });
  });

  it('is the same bytes for the same card', async () => {
    expect((await drawCard(card)).equals(await drawCard(card))).toBe(true);
  });

  it('begins where its language begins to read', async () => {
    const short = { ...card, title: 'Late' };
    const leftToRight = await drawCard(short);
    expect(await isDrawn(leftToRight, titleStart)).toBe(true);
    expect(await isDrawn(leftToRight, titleEnd)).toBe(false);
    const rightToLeft = await drawCard({ ...short, dir: 'rtl' });
    expect(await isDrawn(rightToLeft, titleStart)).toBe(false);
    expect(await isDrawn(rightToLeft, titleEnd)).toBe(true);
  });

  it('keeps the longest headline out of the by-line', async () => {
    const title = 'Considerable '.repeat(40).trim();
    const { channels } = await sharp(
      await sharp(await drawCard({ ...card, title }))
        .extract({ left: 72, top: 504, width: 1056, height: 20 })
        .toBuffer(),
    ).stats();
    expect(channels.every(({ min, max }) => max - min < 8)).toBe(true);
  });

  it('has room for any number of authors', async () => {
    const byline = Array.from({ length: 40 }, (_, index) => `Author ${index}`).join(', ');
    const { height } = await sharp(await drawCard({ ...card, byline })).metadata();
    expect(height).toBe(630);
  });

  it('takes marks of a headline for what they are', async () => {
    await expect(drawCard({ ...card, title: '<b>a</b> & <span size="9">' })).resolves.toBeDefined();
  });

  it('shows the name alone, or the address, where there is no type for the rest', () => {
    const written = { ...card, path: '/og/a.png', host: 'small.example', section: null };
    const none = drawablePartsOf({ ...written, title: 'x', byline: 'y' }, () => null);
    expect(none).toMatchObject({ publication: 'small.example', title: null, byline: null });
  });
});
