import { describe, expect, it } from 'vitest';
import { fallbackPath, filesOf, srcset } from '#src/shared/picture-sources.ts';
import { drawing, photograph } from '#tests/setup/markdown.ts';

describe('the files of a picture', () => {
  it('are one for each width and format, under the names that pages ask for', () => {
    const files = filesOf({ ...photograph, widths: [480, 800] }).map(({ path }) => path);
    const [avif, webp] = ['avif', 'webp'].map((format) => `${photograph.base}-480.${format}`);
    expect(files).toEqual([
      avif,
      webp,
      `${photograph.base}-800.avif`,
      `${photograph.base}-800.webp`,
    ]);
    expect(files).toContain(fallbackPath({ ...photograph, widths: [480, 800] }));
    for (const one of srcset({ ...photograph, widths: [480, 800] }, 'webp').split(', '))
      expect(files).toContain(one.split(' ')[0]);
  });

  it('of a drawing are the drawing', () => {
    const path = '/_astro/map.0123456789abp1.svg';
    expect(filesOf(drawing)).toEqual([{ path, picture: drawing, encoding: null }]);
    expect(fallbackPath(drawing)).toBe(path);
  });
});

describe('what <img> names', () => {
  it.each([
    [[480, 800, 1200], 800],
    [[480, 1000], 1000],
    [[300], 300],
  ])('of the widths %j is a middling one: %i', (widths, width) => {
    expect(fallbackPath({ ...photograph, widths })).toBe(`${photograph.base}-${width}.webp`);
  });
});
