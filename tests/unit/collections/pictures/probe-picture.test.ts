import { describe, expect, it } from 'vitest';
import sharp, { type Sharp } from 'sharp';
import { article, loadFiles, problemsIn } from '#tests/setup/content.ts';

function plain(width: number, height: number): Sharp {
  return sharp({ create: { width, height, channels: 3, background: '#357' } });
}

async function probe(name: string, data: Uint8Array) {
  const { pictures } = await loadFiles({
    'articles/en/a.md': article({}, `![x](<./${name}>)`),
    [`articles/en/${name}`]: data,
  });
  return pictures[0];
}

describe('a picture', () => {
  it.each([
    [300, [300]],
    [480, [480]],
    [1000, [480, 800, 1000]],
    [1800, [480, 800, 1200, 1800]],
    [4000, [480, 800, 1200, 1800]],
  ])('%i pixels wide is offered in widths that do not enlarge it', async (width, widths) => {
    expect(await probe('a.jpg', await plain(width, 10).jpeg().toBuffer())).toMatchObject({
      kind: 'raster',
      width,
      height: 10,
      widths,
    });
  });

  it.each(['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif'] as const)('may be %s', async (format) => {
    const data = await plain(40, 30).toFormat(format).toBuffer();
    expect(await probe('a.img', data)).toMatchObject({ kind: 'raster', width: 40, height: 30 });
  });

  it('is measured upright, whatever the camera noted', async () => {
    const data = await plain(60, 20).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    expect(await probe('a.jpg', data)).toMatchObject({ width: 20, height: 60 });
  });

  it('has a small placeholder, unless one can see through it', async () => {
    const opaque = await probe('a.png', await plain(40, 30).ensureAlpha().png().toBuffer());
    expect(opaque?.placeholder).toMatch(/^data:image\/webp;base64,[\w+/=]{20,400}$/);
    const glass = await probe('a.png', await plain(40, 30).ensureAlpha(0.5).png().toBuffer());
    expect(glass?.placeholder).toBeNull();
  });

  it('that moves is served as it is', async () => {
    const frames = await Promise.all(
      ['red', 'blue'].map((background) =>
        sharp({ create: { width: 8, height: 6, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    expect(await probe('a.gif', moving)).toMatchObject({
      kind: 'verbatim',
      width: 8,
      height: 6,
      widths: [],
    });
  });

  it.each([
    ['My Photo (1).JPG', 'my-photo-1'],
    ['漢字.jpg', 'picture'],
    ['résumé.jpg', 'r-sum'],
  ])('is served under a name that is safe in addresses: %s', async (name, safe) => {
    const found = await probe(name, await plain(10, 10).jpeg().toBuffer());
    expect(found?.base).toMatch(new RegExp(`^/_astro/${safe}\\.[0-9a-f]{12}p1$`));
  });

  it('of more than 40 MB is refused', async () => {
    const problems = await problemsIn({
      'articles/en/a.md': article({}, '![x](./a.jpg)'),
      'articles/en/a.jpg': Buffer.alloc(41_000_000),
    });
    expect(problems).toEqual([
      expect.objectContaining({
        found: './a.jpg: a picture of 41 MB',
        wanted: 'at most 40 MB: scale it down to 3,600 pixels or less',
      }),
    ]);
  });

  it('of more pixels than memory is for is refused', async () => {
    const problems = await problemsIn({
      'articles/en/a.md': article({}, '![x](./a.png)'),
      'articles/en/a.png': await plain(12_000, 11_000).png({ compressionLevel: 1 }).toBuffer(),
    });
    expect(problems).toEqual([
      expect.objectContaining({ found: expect.stringMatching(/does not open \(.*pixel limit/) }),
    ]);
  });
});
