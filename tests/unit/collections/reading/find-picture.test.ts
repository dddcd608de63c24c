import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  article,
  bodyLine,
  load,
  loadFiles,
  problemsIn,
  problemsOf,
  writeContent,
} from '#tests/setup/content.ts';
import { dot, drawingOf } from '#tests/setup/pictures.ts';

const file = 'articles/en/a/index.md';
const picture = 'articles/en/a/photo.png';
const unopened = 'a picture that opens: JPEG, PNG, WebP, AVIF, GIF, TIFF or SVG';

describe('a picture of a text', () => {
  it.each([
    './photo.png',
    'photo.png',
    '../a/photo.png',
    './photo.png#wide',
    'ph%6Fto.png',
    '<./photo.png>',
  ])('is a file beside it: %s', async (url) => {
    const { pictures } = await loadFiles({
      [file]: article({}, `![A dot](${url})`),
      [picture]: dot,
    });
    expect(pictures).toEqual([expect.objectContaining({ source: picture, width: 1, height: 1 })]);
  });

  it('is listed once, however often it is shown', async () => {
    const cover = '{ src: ./photo.png, alt: A dot }';
    const text = article({ cover }, '![A dot](./photo.png)\n\n![A dot](photo.png)');
    expect((await loadFiles({ [file]: text, [picture]: dot })).pictures).toHaveLength(1);
  });

  it('may be a file in public/, which is served from there as it is', async () => {
    const { pictures } = await loadFiles({
      [file]: article({}, '![A dot](/pictures/a%20dot.png)'),
      'public/pictures/a dot.png': dot,
    });
    expect(pictures).toEqual([
      expect.objectContaining({
        kind: 'verbatim',
        source: '/pictures/a%20dot.png',
        base: '/pictures/a%20dot',
        widths: [],
      }),
    ]);
  });

  const outside = 'a picture outside the content folder';
  const missing = 'a picture that is not there';
  it.each([
    ['../../../../secret.png', outside],
    ['../../../secret.png', missing],
    ['%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret.png', outside],
    ['./..%2f..%2f..%2f..%2fsecret.png', outside],
    ['/../secret.png', outside],
    ['/%2e%2e/secret.png', outside],
    ['/etc/passwd', missing],
    ['./none.png', missing],
    ['./PHOTO.png', missing],
    ['./photo.png%00', missing],
    ['./photo.png?x', missing],
    ['.', missing],
    ['/', missing],
    ['https://x.example/a.png', 'a picture of another site'],
    ['//x.example/a.png', 'a picture of another site'],
    ['HTTPS:x.example/a.png', 'a picture of another site'],
  ])('is not to be found elsewhere: %s', async (url, found) => {
    const folders = await writeContent({
      [file]: article({}, `Words.\n\n![A dot](${url})`),
      [picture]: dot,
    });
    await writeFile(path.join(folders.root, 'secret.png'), dot);
    expect(await problemsOf(folders)).toEqual([
      {
        file,
        line: bodyLine + 2,
        field: 'picture',
        found: `${url}: ${found}`,
        wanted: expect.stringMatching(/^a file /),
      },
    ]);
  });

  it('that is a link out of the content folder is refused', async () => {
    const folders = await writeContent({ [file]: article({}, '![A dot](photo.png)') });
    await writeFile(path.join(folders.root, 'secret.png'), dot);
    await symlink(path.join(folders.root, 'secret.png'), path.join(folders.contentFolder, picture));
    expect(await problemsOf(folders)).toContainEqual({
      file,
      line: bodyLine,
      field: 'picture',
      found: 'photo.png: a symbolic link that leads out of its folder',
      wanted: 'the picture itself',
    });
  });

  it.each([
    ['words', 'Not a picture'],
    ['nothing', ''],
    ['half a picture', dot.subarray(0, 50)],
    ['a PDF', '%PDF-1.4\n%'],
    ['HTML', '<!doctype html><svg></svg>'],
  ])('that is no picture is refused: %s', async (_name, data) => {
    expect(await problemsIn({ [file]: article({}, '![x](./photo.png)'), [picture]: data })).toEqual(
      [
        {
          file,
          line: bodyLine,
          field: 'picture',
          found: expect.stringMatching(/^\.\/photo\.png: photo\.png, which does not open \(.+\)$/),
          wanted: unopened,
        },
      ],
    );
  });

  it('that breaks off in the middle is found now, not half-way through a build', async () => {
    const noise = { width: 400, height: 400, channels: 3, background: 'red' } as const;
    const whole = await sharp({ create: noise }).jpeg().toBuffer();
    const data = whole.subarray(0, Math.floor(whole.length / 2));
    const problems = await problemsIn({
      [file]: article({}, '![x](./photo.png)'),
      [picture]: data,
    });
    expect(problems).toEqual([expect.objectContaining({ wanted: unopened })]);
  });

  it.each(['photo.png', 'photo.html', 'photo.js'])(
    'that is a drawing is called one, since files are served by their endings: not %s',
    async (name) => {
      const problems = await problemsIn({
        [file]: article({}, `![x](./${name})`),
        [`articles/en/a/${name}`]: drawingOf(),
      });
      expect(problems).toEqual([
        expect.objectContaining({
          found: `./${name}: a picture whose name does not end in .svg, but which is one`,
          wanted: 'a name that ends in .svg',
        }),
      ]);
    },
  );

  it('of a cover is refused on the line of its path', async () => {
    const cover = '\n  alt: A dot\n  src: ./none.png';
    expect(await problemsIn({ [file]: article({ cover }) })).toEqual([
      {
        file,
        line: 9,
        field: 'cover.src',
        found: './none.png: a picture that is not there',
        wanted: 'a file that exists, its name spelt exactly so',
      },
    ]);
  });

  it('of a members’ text is not published, unlike its cover', async () => {
    const fields = { access: 'members', cover: '{ src: ./cover.png, alt: A dot }' };
    const { pictures } = await loadFiles({
      [file]: article(fields, '![A dot](./photo.png)'),
      [picture]: dot,
      'articles/en/a/cover.png': await sharp(dot).resize(2).png().toBuffer(),
    });
    expect(pictures.map(({ source }) => source)).toEqual(['articles/en/a/cover.png']);
  });

  it('is measured again only when it changes', async () => {
    const folders = await writeContent({
      [file]: article({}, '![x](./photo.png)'),
      [picture]: dot,
    });
    const [before] = (await load(folders)).pictures;
    expect((await load(folders)).pictures).toEqual([before]);
    await writeFile(
      path.join(folders.contentFolder, picture),
      await sharp(dot).resize(3).png().toBuffer(),
    );
    const [after] = (await load(folders)).pictures;
    expect(after?.width).toBe(3);
    expect(after?.base).not.toBe(before?.base);
  });
});
