import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder, runImport } from './run-import.ts';

const post = (title: string, body = 'Some text that is long enough.', more = ''): string =>
  `---\ntitle: ${title}\ndate: 2020-01-02\n${more}---\n\n${body}\n`;

describe('what an import writes', () => {
  it('is the same when it runs again, to the byte', async () => {
    const folder = path.resolve('tests/fixtures/import/jekyll');
    const first = await runImport(folder);
    const files = await first.list();
    const before = await Promise.all(
      files.map((file) => readFile(path.join(first.out, file), 'hex')),
    );
    const second = await runImport(folder, { out: first.out });
    expect(second.counts).toEqual({
      created: 0,
      changed: 0,
      unchanged: first.counts.created,
      kept: 0,
      removed: 0,
    });
    expect(await second.list()).toEqual(files);
    expect(
      await Promise.all(files.map((file) => readFile(path.join(first.out, file), 'hex'))),
    ).toEqual(before);
  });

  it('follows the source but leaves what the owner edited', async () => {
    const folder = await makeFolder({ 'a.md': post('A'), 'b.md': post('B'), 'c.md': post('C') });
    const { out } = await runImport(folder);
    await writeFile(path.join(out, 'articles/en/a.md'), 'mine');
    await writeFile(path.join(out, 'site.yaml'), 'title: Mine\n');
    await writeFile(path.join(folder, 'a.md'), post('A2'));
    await writeFile(path.join(folder, 'b.md'), post('B2', 'Another text that is long enough.'));
    await writeFile(
      path.join(folder, 'c.md'),
      post('C', 'Some text that is long enough.', 'slug: d\n'),
    );
    const again = await runImport(folder, { out });
    expect(await again.read('articles/en/a.md')).toBe('mine');
    expect(await again.read('site.yaml')).toBe('title: Mine\n');
    expect(await again.fields('articles/en/b.md')).toMatchObject({ title: 'B2' });
    expect(again.counts).toMatchObject({ changed: 1, created: 1, removed: 1, kept: 2 });
    expect(again.report.toMarkdown()).toContain(
      'Files edited since the last import, kept as they are (1)\n\n- `a.md` `articles/en/a.md`',
    );
    expect((await again.list()).filter((file) => file.startsWith('articles'))).toEqual([
      'articles/en/a.md',
      'articles/en/b.md',
      'articles/en/d.md',
    ]);
  });

  it('keeps an article whose source is gone, and says so', async () => {
    const folder = await makeFolder({ 'a.md': post('A'), 'b.md': post('B') });
    const { out } = await runImport(folder);
    await rm(path.join(folder, 'b.md'));
    const again = await runImport(folder, { out });
    expect(await again.fields('articles/en/b.md')).toMatchObject({ title: 'B' });
    expect(again.report.toMarkdown()).toContain(
      'their articles stay, remove them yourself (1)\n\n- `b.md` `articles/en/b.md`',
    );
  });

  it('is nothing in a dry run, with the same report', async () => {
    const folder = path.resolve('tests/fixtures/import/hugo');
    const dry = await runImport(folder, { isDryRun: true });
    const wet = await runImport(folder);
    expect(await dry.list()).toEqual([]);
    expect(dry.report.toMarkdown()).toBe(wet.report.toMarkdown());
    expect(dry.counts).toEqual(wet.counts);
  });

  it('never replaces an article, an author or redirects of the owner’s', async () => {
    const folder = await makeFolder({
      'a.md': post('A', 'Some text that is long enough.', 'author: Me\n'),
      'r.md': '---\npermalink: /r/\nredirect_to: /articles/a-2020-01-02/\n---\n',
    });
    const out = path.join(folder, '../content');
    await mkdir(path.join(out, 'articles/en'), { recursive: true });
    await mkdir(path.join(out, 'authors'));
    await writeFile(path.join(out, 'articles/en/a.md'), 'mine');
    await writeFile(path.join(out, 'authors/me.yaml'), 'name: Myself\n');
    await writeFile(path.join(out, 'redirects.yaml'), '# mine\n/x/: /y/\n');
    const site = await runImport(folder, { out });
    expect(await site.read('articles/en/a.md')).toBe('mine');
    expect(await site.fields('articles/en/a-2020-01-02.md')).toMatchObject({ authors: ['me'] });
    expect(await site.read('authors/me.yaml')).toBe('name: Myself\n');
    expect(await site.read('redirects.yaml')).toBe(
      '# mine\n/x/: /y/\n/r/: /articles/a-2020-01-02/\n',
    );
    const again = await runImport(folder, { out });
    expect(again.counts).toMatchObject({ created: 0, changed: 0, removed: 0 });
  });

  it('has slugs unlike each other, the oldest without an addition', async () => {
    const folder = await makeFolder({
      'x/a.md': post('One').replace('2020-01-02', '2021-01-01'),
      'y/a.md': post('Two'),
      'z/a.md': post('Three'),
    });
    const site = await runImport(folder);
    expect((await site.list()).filter((file) => file.startsWith('articles'))).toEqual([
      'articles/en/a-2020-01-02.md',
      'articles/en/a-2021-01-01.md',
      'articles/en/a.md',
    ]);
    expect(await site.fields('articles/en/a.md')).toMatchObject({ title: 'Two' });
    expect(
      site.report.countOf('guessed', 'slug: taken by another article, date or number added'),
    ).toBe(2);
  });
});

describe('what an import reads', () => {
  it('is text in the encodings of the last thirty years', async () => {
    const folder = await makeFolder({
      'bom.md': `\uFEFF${post('Bom')}`,
      'crlf.md': post('Crlf', 'First line,\nsecond line of the text.').replaceAll('\n', '\r\n'),
      'latin.md': Buffer.from(
        post('Café', 'Das Übliche, auf Englisch: “x”.').replaceAll(/[“”]/g, '\x93'),
        'latin1',
      ),
      'utf16.md': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(post('Wide'), 'utf16le')]),
      'binary.md': Buffer.from([0, 1, 2, 3]),
      'long.md': post('Long', 'x'.repeat(5_000_000)),
    });
    const site = await runImport(folder);
    expect(await site.fields('articles/en/bom.md')).toMatchObject({ title: 'Bom' });
    expect(await site.body('articles/en/crlf.md')).toBe('First line,\nsecond line of the text.\n');
    expect(await site.fields('articles/en/latin.md')).toMatchObject({ title: 'Café' });
    expect(await site.body('articles/en/latin.md')).toContain('Das Übliche, auf Englisch: “x“.');
    expect(await site.fields('articles/en/utf16.md')).toMatchObject({ title: 'Wide' });
    expect(site.report.countOf('guessed', 'encoding: not UTF-8, read as windows-1252')).toBe(1);
    expect(site.report.countOf('left out', 'not a text file')).toBe(1);
    expect(site.report.toMarkdown()).toContain(
      '### More than 2 MB of text (1)\n\n- `long.md` `5.0 MB`',
    );
  });

  it('never lies outside the folder', async () => {
    const folder = await makeFolder({
      'a.md': post('A', '![x](../secret.png) ![y](link.png) and some text.'),
    });
    const dot = await readFile('tests/fixtures/import/jekyll/assets/dot.png');
    await writeFile(path.join(folder, '../secret.png'), dot);
    await writeFile(path.join(folder, '../secret.md'), post('Secret'));
    await symlink('../secret.png', path.join(folder, 'link.png'));
    await symlink('../secret.md', path.join(folder, 'link.md'));
    await symlink('..', path.join(folder, 'up'));
    const site = await runImport(folder);
    expect(site.articles).toBe(1);
    expect(await site.body('articles/en/a.md')).toBe('x y and some text.\n');
    expect(
      site.report.countOf('left out', 'symbolic link out of the folder, to a folder or to nothing'),
    ).toBe(3);
    expect(await site.list()).not.toContain('articles/en/a/secret.png');
  });

  it('may be nested absurdly deep without ending the import', async () => {
    const folder = await makeFolder({
      'a.md': post('A', `${'>'.repeat(20_000)} deep`),
      'b.md': post('B'),
    });
    const site = await runImport(folder);
    expect(await site.fields('articles/en/b.md')).toMatchObject({ title: 'B' });
    await rm(site.out, { recursive: true });
  });
});
