import { describe, expect, it } from 'vitest';
import { pathFromPattern, readSlug } from '#src/tools/import/markdown/addresses.ts';
import { readForeignDate } from '#src/tools/import/markdown/foreign-dates.ts';
import { ForeignFields } from '#src/tools/import/markdown/foreign-fields.ts';
import { readPeople } from '#src/tools/import/markdown/people.ts';
import { makeSlug, shorten } from '#src/collections/short-text.ts';
import { toPlainText } from '#src/tools/import/markdown/plain-text.ts';
import { Report } from '#src/tools/import/markdown/report.ts';
import { SourceText } from '#src/tools/import/markdown/source-text.ts';
import { makeFolder, runImport } from './run-import.ts';

describe('dates of other generators', () => {
  const dates: readonly (readonly [unknown, string | null])[] = [
    ['2020-01-02', '2020-01-02'],
    ['2020-1-2', '2020-01-02'],
    ['2020/01/02', '2020-01-02'],
    ['2020-01-02T10:00', '2020-01-02T10:00:00Z'],
    ['2020-01-02 10:00:00 +0100', '2020-01-02T09:00:00Z'],
    ['2020-01-02T10:00:00.123+01:00', '2020-01-02T09:00:00Z'],
    ['2020-01-02 10:00 PM', '2020-01-02T22:00:00Z'],
    ['2020-01-02 12:30 am', '2020-01-02T00:30:00Z'],
    ['2020-01-02 10:00:00 EST', '2020-01-02T15:00:00Z'],
    ['2013-02-08T00:00:00.000Z', '2013-02-08'],
    ['Jan 2, 2020', '2020-01-02'],
    ['January 2nd, 2020 at 3:04 pm', '2020-01-02T15:04:00Z'],
    ['2 January 2020', '2020-01-02'],
    ['02-Jan-2020', '2020-01-02'],
    ['Thu, 02 Jan 2020 10:00:00 GMT', '2020-01-02T10:00:00Z'],
    ['Thu Jan 02 2020 10:00:00 GMT+0100 (CET)', '2020-01-02T09:00:00Z'],
    ['20200102', '2020-01-02'],
    [20200102, '2020-01-02'],
    ['20200102T100000Z', '2020-01-02T10:00:00Z'],
    ['31.12.2020', '2020-12-31'],
    ['31/12/2020', '2020-12-31'],
    ['12/31/2020', '2020-12-31'],
    [1577923200, '2020-01-02'],
    [1577923200000, '2020-01-02'],
    ['2020-02-30', null],
    ['2020-13-01', null],
    ['2020-01-02 25:00', null],
    ['yesterday', null],
    ['2020', null],
    [true, null],
  ];
  it.each(dates)('reads %j as %j', (written, expected) => {
    expect(readForeignDate(written)?.text ?? null).toBe(expected);
  });

  it('says what it assumed where a date can be read in two ways', () => {
    expect(readForeignDate('01/02/2020')).toEqual({
      text: '2020-01-02',
      assumed: 'month before day',
    });
    expect(readForeignDate('2020-01-02 10:00 XYZ')?.assumed).toBe('UTC for the time zone XYZ');
  });
});

function names(author: unknown): string[] {
  const notes = new Report().forFile('a.md');
  return readPeople(new ForeignFields({ author }), new Map(), notes).map(({ name }) => name);
}

describe('people of other generators', () => {
  it('splits the ways in which two people are written', () => {
    expect(names('A One and B Two')).toEqual(['A One', 'B Two']);
    expect(names('A One & B Two')).toEqual(['A One', 'B Two']);
    expect(names('A One, B Two, C Three')).toEqual(['A One', 'B Two', 'C Three']);
    expect(names(['A One', { name: 'B Two' }])).toEqual(['A One', 'B Two']);
    expect(names('Alexandra Brandy')).toEqual(['Alexandra Brandy']);
  });
  it('keeps one person together and leaves handles and addresses out', () => {
    expect(names('Smith, John')).toEqual(['John Smith']);
    expect(names('John Smith, Jr.')).toEqual(['John Smith Jr.']);
    expect(names('Jo Doe (@jo) <jo@example.com>')).toEqual(['Jo Doe']);
    expect(names({ name: '<b>Bold</b> One', email: 'x@y' })).toEqual(['Bold One']);
    expect(names('')).toEqual([]);
  });
});

describe('texts for fields', () => {
  it('take no HTML, no Markdown and no control characters', () => {
    expect(toPlainText('A <b>bold</b> &amp; [linked](x) `Map<K>`\n title\u0007')).toBe(
      'A bold & linked Map‹K› title',
    );
    expect(toPlainText('&lt;script&gt; tags')).toBe('‹script› tags');
    expect(toPlainText('__init__ and 2 < 3')).toBe('__init__ and 2 < 3');
  });
  it('are shortened at a sentence, else at a word', () => {
    const sentence = 'This sentence has somewhat more than sixty characters, as one can count.';
    expect(shorten(`${sentence} ${'word '.repeat(60)}`, 200)).toBe(sentence);
    expect(shorten('word '.repeat(60), 30)).toBe('word word word word word word…');
  });
  it('become slugs of any script without losing what tells versions apart', () => {
    expect(makeSlug('Node v1.10.0 (Stable)')).toBe('node-v1-10-0-stable');
    expect(makeSlug('日本語 の_題')).toBe('日本語-の-題');
    expect(makeSlug('Ünïcode — Çase')).toBe('ünïcode-çase');
    expect(makeSlug('🎉')).toBe('');
  });
});

describe('addresses', () => {
  it('keep the slug that the author chose, else the file’s, else the title’s', () => {
    expect(readSlug(new ForeignFields({ slug: 'Chosen One' }), 'a.md', 'T')).toBe('chosen-one');
    expect(readSlug(new ForeignFields({ permalink: '/2020/hello.html' }), 'a.md', 'T')).toBe(
      'hello',
    );
    expect(
      readSlug(new ForeignFields({ permalink: '/:year/:title/' }), '2020-01-02-file.md', 'T'),
    ).toBe('file');
    expect(readSlug(new ForeignFields({}), 'posts/bundle/index.md', 'T')).toBe('bundle');
    expect(readSlug(new ForeignFields({}), '2020-01-02.md', 'The title')).toBe('2020-01-02');
  });
  it('follow a pattern, and none where a value is missing', () => {
    const values = {
      file: 'blog/2020-01-02-x.md',
      slug: 'x',
      date: '2020-01-02',
      categories: ['news'],
    };
    expect(pathFromPattern('/:category/:year/:month/:day/:slug/', values)).toBe(
      '/news/2020/01/02/x/',
    );
    expect(pathFromPattern('/:path.html', values)).toBe('/blog/2020-01-02-x.html');
    expect(pathFromPattern('/:category/:slug/', { ...values, categories: [] })).toBeNull();
  });
});

describe('front matter', () => {
  it('is read line by line where its YAML is broken, and that is reported', async () => {
    const site = await runImport(
      await makeFolder({
        'a.md': '---\ntitle: One: two\ndate: 2020-01-02\ntags: [a, "b c"]\n---\nText.\n',
      }),
    );
    expect(await site.fields('articles/en/a.md')).toMatchObject({
      title: 'One: two',
      publishedAt: '2020-01-02',
      topics: ['a', 'b-c'],
    });
    expect(site.report.countOf('guessed', 'front matter: broken YAML read line by line')).toBe(1);
  });
  it('leaves a file without a date out unless told to take the file’s', async () => {
    const folder = await makeFolder({
      'a.md': '# A\n\nText.\n',
      'b.md': '---\ntitle: B\ndate: 2020-02-30\n---\nText.\n',
    });
    const site = await runImport(folder);
    expect(site.articles).toBe(0);
    expect(site.report.toMarkdown()).toContain(
      '### Files without a date: give them one, or use --date-from mtime (2)\n\n- `a.md`\n- `b.md`',
    );
    expect(site.report.toMarkdown()).toContain('- `b.md:3` `2020-02-30`');
    const dated = await runImport(folder, { datesFromFiles: true });
    expect(dated.articles).toBe(2);
    expect(await dated.fields('articles/en/a.md')).toMatchObject({ title: 'A' });
  });
  it('makes a description of the first paragraphs, or of the title where there is no text', async () => {
    const site = await runImport(
      await makeFolder({
        'a.md':
          '---\ntitle: A\ndate: 2020-01-02\n---\n## Short\n\nOnly *this*.\n\nAnd [then](https://x.example) a longer paragraph.\n',
        'b.md': '---\ntitle: B\ndate: 2020-01-02\n---\n```\ncode\n```\n',
      }),
    );
    expect(await site.fields('articles/en/a.md')).toMatchObject({
      description: 'Only this. And then a longer paragraph.',
    });
    expect(await site.fields('articles/en/b.md')).toMatchObject({
      description: 'B, January 2, 2020. B. January 2, 2020.',
    });
  });
});

async function describedAs(body: string): Promise<unknown> {
  const source = `---\ntitle: Version 1\ndate: 2020-01-02\n---\n${body}\n`;
  const site = await runImport(await makeFolder({ 'a.md': source }));
  return (await site.fields('articles/en/a.md'))['description'];
}

describe('a generated description', () => {
  it('passes over addresses written out and labels of what comes below', async () => {
    expect(
      await describedAs(
        'Installer: https://x.example/a.msi\n\nThis is a release with many changes.\n\nShasums:\n\n```\n00\n```',
      ),
    ).toBe('This is a release with many changes.');
    expect(await describedAs('Installer: https://x.example/a.msi\n\nShasums:')).toBe(
      'Version 1, January 2, 2020.',
    );
  });
  it('tells the items of a list apart', async () => {
    expect(
      await describedAs(
        '- [[`3d87`](https://x.example)] - **cli**: add an option\n- deps:\n  - update npm\n  - update zlib',
      ),
    ).toBe('cli: add an option; deps: update npm update zlib');
  });
});

describe('edited text', () => {
  it('remembers the lines of the file that it came from', () => {
    const text = SourceText.from('one\ntwo\nthree\nfour', 10);
    const edited = text.edited([
      { start: 4, end: 8, text: '' },
      { start: 8, end: 13, text: 'a\nb' },
    ]);
    expect(edited.value).toBe('one\na\nb\nfour');
    expect([0, 4, 6, 8].map((offset) => edited.lineAt(offset))).toEqual([10, 11, 12, 13]);
  });
});
