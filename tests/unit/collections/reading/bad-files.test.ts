import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  article,
  bodyLine,
  load,
  loadFiles,
  makeTemporaryFolder,
  page,
  problemsIn,
  problemsOf,
  writeContent,
} from '#tests/setup/content.ts';

const file = 'articles/en/a.md';
const whole = { file, line: null, field: null };

describe('a file', () => {
  it.each([
    ['Latin-1', Buffer.from(article({}, 'One line\ncaf\u00e9\n'), 'latin1'), bodyLine + 1],
    ['UTF-16', Buffer.from(`\uFEFF${article()}`, 'utf16le'), 1],
    [
      'a character cut short',
      Buffer.concat([Buffer.from(article()), Buffer.from([0xe2, 0x82])]),
      bodyLine + 1,
    ],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 1],
  ])(
    'that is not UTF-8 is refused, on the line where that shows: %s',
    async (_name, data, line) => {
      expect(await problemsIn({ [file]: data })).toEqual([
        {
          file,
          line,
          field: null,
          found: 'bytes that are not UTF-8',
          wanted: 'the file saved in the encoding UTF-8',
        },
      ]);
    },
  );

  it('of 5 MB of text is refused', async () => {
    expect(await problemsIn({ [file]: article({}, 'word '.repeat(1_000_000)) })).toEqual([
      {
        ...whole,
        found: '5.0 MB of text',
        wanted: 'at most 2 MB: split it into parts of a series',
      },
    ]);
  });

  it('of settings of 5 MB is refused as well', async () => {
    expect(await problemsIn({ 'strings/en.yaml': '# x\n'.repeat(1_250_000) })).toEqual([
      expect.objectContaining({ file: 'strings/en.yaml', found: '5.0 MB of text' }),
    ]);
  });

  it('may begin with a byte order mark', async () => {
    const { articles, authors } = await loadFiles({
      [file]: `\uFEFF${article({ authors: '[jane]' })}`,
      'authors/jane.yaml': '\uFEFFname: Jane\n',
    });
    expect(articles[0]?.title).toBe('A small article');
    expect(authors.get('jane')?.name).toBe('Jane');
  });

  it.each(['\r\n', '\r'])(
    'may have line ends of other systems, which count as lines: %j',
    async (lineEnd) => {
      const text = article({ nope: 'x' }, 'One\n\n<script>x</script>\n').replaceAll('\n', lineEnd);
      const problems = await problemsIn({ [file]: text });
      expect(problems.map(({ line, found }) => `${line} ${found}`)).toEqual([
        '7 an unknown field "nope"',
        `${bodyLine + 3} <script>`,
      ]);
    },
  );

  it('is read the same whatever its line ends', async () => {
    const text = article({}, '## One\n\n```\na\nb\n```\n');
    const digests = [];
    for (const one of [text, text.replaceAll('\n', '\r\n')]) {
      const { articles } = await loadFiles({ [file]: one });
      digests.push(articles[0]?.bodyDigest);
    }
    expect(digests[0]).toBe(digests[1]);
  });

  it.each([
    'articles/en/a/b/c.md',
    'articles/en/a/other.md',
    'articles/readme.md',
    'articles/en/a.markdown',
    'articles/en/a.mdx',
    'articles/en/a.MD',
    'articles/en/a/INDEX.md',
  ])('of Markdown is in its place: not %s', async (name) => {
    expect(await problemsIn({ [name]: article() })).toEqual([
      {
        file: name,
        line: null,
        field: null,
        found: 'a Markdown file that is not in its place',
        wanted: 'articles/<locale>/<slug>.md or articles/<locale>/<slug>/index.md',
      },
    ]);
  });

  it.each([
    'Uppercase',
    'two words',
    'a--b',
    '-a',
    'a-',
    'a_b',
    'a.b',
    'caf\u0065\u0301',
    '\u{1F600}',
    'a%20b',
    "o'clock",
  ])('may not be named %j, which would be part of an address', async (name) => {
    expect(await problemsIn({ [`articles/en/${name}.md`]: article() })).toEqual([
      {
        file: `articles/en/${name}.md`,
        line: null,
        field: null,
        found: `the name ${JSON.stringify(name)}, which becomes part of an address`,
        wanted: 'small letters and digits, joined by hyphens, such as a-good-name',
      },
    ]);
  });

  it.each(['a', '2026-in-review', 'caf\u00e9', '漢字', 'مرحبا', 'constructor', 'index'])(
    'may be named %s',
    async (name) => {
      const { articles } = await loadFiles({ [`articles/en/${name}.md`]: article() });
      expect(articles.map(({ slug }) => slug)).toEqual([name]);
    },
  );

  it('in the folder of a language that the site does not have is refused', async () => {
    const problem = {
      line: null,
      field: null,
      found: 'the language de',
      wanted: 'one of the languages in site.yaml: en',
    };
    expect(
      await problemsIn({ 'articles/de/a.md': article(), 'pages/de/about.md': page() }),
    ).toEqual([
      { file: 'articles/de/a.md', ...problem },
      { file: 'pages/de/about.md', ...problem },
    ]);
  });

  it('whose name begins with a dot is nobody’s business', async () => {
    expect((await loadFiles({ 'articles/en/.a.md': 'x', '.git/config': 'x' })).articles).toEqual(
      [],
    );
  });
});

describe('a symbolic link', () => {
  const found = 'a symbolic link that leads out of the content folder or to a folder';
  const wanted = 'the file itself, or a link to a file inside the content folder';

  it.each([
    ['articles/en/a.md', article()],
    ['authors/x.yaml', 'name: x\n'],
    ['strings/en.yaml', 'nav.menu: x\n'],
    ['site.yaml', 'title: x\n'],
    ['redirects.yaml', '/a/: /\n'],
  ])('out of the content folder is refused, not followed: %s', async (name, text) => {
    const folders = await writeContent({
      'articles/en/z.md': article(),
      [name]: null,
    });
    await writeFile(path.join(folders.root, 'outside'), text);
    const link = path.join(folders.contentFolder, name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(path.join(folders.root, 'outside'), link);
    expect(await problemsOf(folders)).toEqual([
      { file: name, line: null, field: null, found, wanted },
    ]);
  });

  it.each(['articles', 'articles/en', 'authors', 'strings'])(
    'in place of a folder is refused: %s',
    async (name) => {
      const outside = await makeTemporaryFolder();
      const folders = await writeContent({
        'authors/web-desk.yaml': null,
        'topics/publishing.yaml': null,
        'pages/en/about.md': page(),
      });
      const link = path.join(folders.contentFolder, name);
      await mkdir(path.dirname(link), { recursive: true });
      await symlink(outside, link);
      expect(await problemsOf(folders)).toEqual([
        { file: name, line: null, field: null, found, wanted },
      ]);
    },
  );

  it('to nothing, or to itself, is refused', async () => {
    const folders = await writeContent({ 'articles/en/z.md': article() });
    await symlink('nobody.md', path.join(folders.contentFolder, 'articles/en/a.md'));
    await symlink('b.md', path.join(folders.contentFolder, 'articles/en/b.md'));
    expect(await problemsOf(folders)).toEqual(
      ['articles/en/a.md', 'articles/en/b.md'].map((name) => ({
        file: name,
        line: null,
        field: null,
        found: 'a symbolic link to nothing',
        wanted,
      })),
    );
  });

  it('to a file of the content is followed', async () => {
    const folders = await writeContent({ [file]: article() });
    await symlink('a.md', path.join(folders.contentFolder, 'articles/en/b.md'));
    expect((await load(folders)).articles.map(({ slug }) => slug)).toEqual(['a', 'b']);
  });

  it('may stand for the content folder as a whole', async () => {
    const folders = await writeContent({ [file]: article() });
    const contentFolder = path.join(folders.root, 'link');
    await symlink(folders.contentFolder, contentFolder);
    expect((await load({ ...folders, contentFolder })).articles).toHaveLength(1);
  });
});
