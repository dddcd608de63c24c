import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { makeFolder, runImport } from './run-import.ts';

const post = (title: string, body: string, more = ''): string =>
  `---\ntitle: ${title}\ndate: 2020-01-02\ndescription: Twenty characters are enough.\n${more}---\n\n${body}\n`;

async function bodyOf(
  body: string,
  options: Parameters<typeof runImport>[1] = {},
): Promise<string> {
  const folder = await makeFolder({
    'blog/a.md': post('A', body),
    'blog/b.md': post(
      'B',
      '## One *two*\n\n### Given {#by-hand}\n\n## API v1.2\n',
      'permalink: /old/b.html\n',
    ),
  });
  return (await (await runImport(folder, options)).body('articles/en/a.md')).trimEnd();
}

describe('links', () => {
  it('to other files and old addresses lead to the new articles', async () => {
    expect(
      await bodyOf(
        '[1](b.md) [2](./b) [3](/blog/b.md) [4](/old/b.html?x=1) [5](/old/b/) [6](<b.md> "T")',
      ),
    ).toBe(
      '[1](/articles/b/) [2](/articles/b/) [3](/articles/b/) [4](/articles/b/) [5](/articles/b/) [6](/articles/b/ "T")',
    );
    expect(await bodyOf('<a href="b.md">1</a> [2][r]\n\n[r]: b.md "T"')).toBe(
      '<a href="/articles/b/">1</a> [2][r]\n\n[r]: /articles/b/ "T"',
    );
  });

  it('keep an anchor that is there, in whatever spelling, and lose one that is not', async () => {
    expect(
      await bodyOf('[1](b.md#one-two) [2](b.md#by-hand) [3](b.md#api-v1.2) [4](b.md#gone)'),
    ).toBe(
      '[1](/articles/b/#one-two) [2](/articles/b/#given) [3](/articles/b/#api-v12) [4](/articles/b/)',
    );
    expect(await bodyOf('## Here\n\n[1](#here) [2](#Here) [3](#gone)')).toBe(
      '## Here\n\n[1](#here) [2](#here) 3',
    );
  });

  it('to nowhere keep their text, or lead to the old site where it is named', async () => {
    const links = '[1](/about/) [2](gone.md) <a href="/x">3</a> [4][r] [](/y)\n\n[r]: ./file.pdf';
    expect(await bodyOf(links)).toBe('1 2 3 4');
    expect(
      await bodyOf('[1](/about/#x) [2](https://www.old.example/old/b.html#by-hand)', {
        oldSite: new URL('https://old.example'),
      }),
    ).toBe('[1](https://old.example/about/#x) [2](/articles/b/#given)');
  });

  it('to the web stay, those without a scheme get one', async () => {
    const same =
      '<https://a.example> https://b.example/x_y [c](https://c.example/(1)) <mail@d.example> [e](mailto:e@f.example) [t](tel:+1)';
    expect(await bodyOf(same)).toBe(same);
    expect(await bodyOf('[a](//a.example/x "T") <a href=//b.example>b</a>')).toBe(
      '[a](https://a.example/x "T") <a href="https://b.example">b</a>',
    );
  });

  it('to drafts, and to what is not due yet, keep their text', async () => {
    const later = post('Later', 'Text.').replace('2020-01-02', '2999-01-01');
    const folder = await makeFolder({
      'a.md': post('A', '[draft](d.md) [later](l.md)'),
      'd.md': post('D', '[a](a.md) [later](l.md)', 'draft: true\n'),
      'l.md': later,
    });
    const site = await runImport(folder);
    expect(await site.body('articles/en/a.md')).toBe('draft later\n');
    expect(await site.body('articles/en/d.md')).toBe('[a](/articles/a/) [later](/articles/l/)\n');
  });

  it('from old addresses are redirected once, and never over a page of the new site', async () => {
    const folder = await makeFolder({
      'a.md': post(
        'A',
        'Text.',
        'aliases: [/x/, /articles/a/, /articles/old-a/, /topics/x/, /rss.xml, /]\n',
      ),
      'b.md': post('B', 'Text.', 'aliases: [/x, /articles/a]\n'),
      'r.md': '---\npermalink: /x/\nredirect_to: https://z.example\n---\n',
      's.md': '---\npermalink: /s/\nredirect_to: /nowhere/\n---\n',
    });
    const site = await runImport(folder);
    expect(await site.fields('articles/en/a.md')).toMatchObject({
      redirectFrom: ['/x/', '/articles/old-a/'],
    });
    expect(await site.fields('articles/en/b.md')).not.toHaveProperty('redirectFrom');
    expect(await site.list()).not.toContain('redirects.yaml');
    expect(
      site.report.countOf('left out', 'redirects to nowhere, or from where something is'),
    ).toBe(2);
  });

  it('follow a pattern of old addresses', async () => {
    expect(await bodyOf('[1](/en/blog/b) [2](../b/)', { oldPathPatterns: ['/en/:path/'] })).toBe(
      '[1](/articles/b/) [2](/articles/b/)',
    );
  });
});

const notes = (links: string) => ({
  'news/a.md': post('A', links),
  'news/v1.2.md': post('V', 'Text.'),
  'notes/c.md': post('C', 'Text.'),
});

describe('old addresses that nothing but links tell', () => {
  const guesses = 'old addresses: read from links between the articles';
  it('are redirected from and followed', async () => {
    const links = '[1](/blog/news/v1.2/) [2](/blog/notes/c#x) <a href="/blog/notes/c/">3</a>';
    const site = await runImport(await makeFolder(notes(links)));
    expect(await site.fields('articles/en/a.md')).toMatchObject({
      redirectFrom: ['/blog/news/a/'],
    });
    expect(await site.fields('articles/en/v1-2.md')).toMatchObject({
      redirectFrom: ['/blog/news/v1.2/'],
    });
    expect(await site.body('articles/en/a.md')).toBe(
      '[1](/articles/v1-2/) [2](/articles/c/) <a href="/articles/c/">3</a>\n',
    );
    expect(site.report.countOf('guessed', guesses)).toBe(1);
  });

  it('are found where addresses were made of dates, as Jekyll made them', async () => {
    const folder = await makeFolder({
      '_posts/2020-01-02-a.md': post('A', '[1](/2020/01/02/b.html) [2](/x) [3](/y) [4](/z)'),
      '_posts/2020-01-02-b.md': post('B', '[1](/2020/01/02/a.html)'),
    });
    const site = await runImport(folder);
    expect(await site.fields('articles/en/b.md')).toMatchObject({
      redirectFrom: ['/2020/01/02/b.html'],
    });
  });

  it('are not guessed from a single link, nor where most links lead elsewhere', async () => {
    for (const links of [
      '[1](/blog/news/v1.2/)',
      '[1](/get/news/v1.2/) [2](/get/notes/c/) [3](/get/x) [4](/get/y) [5](/get/z)',
      '[1](https://x.example/blog/news/v1.2/) [2](https://x.example/blog/notes/c/)',
    ]) {
      const site = await runImport(await makeFolder(notes(links)));
      expect(site.report.countOf('guessed', guesses)).toBe(0);
      expect(await site.fields('articles/en/c.md')).not.toHaveProperty('redirectFrom');
      expect(
        site.report.countOf(
          'left out',
          'redirects: no old addresses are known, --old-urls says what they were',
        ),
      ).toBe(1);
    }
  });

  it('are read from whole addresses where the old site is named', async () => {
    const links = '[1](https://www.x.example/en/news/v1.2) [2](https://x.example/en/notes/c/)';
    const site = await runImport(await makeFolder(notes(links)), {
      oldSite: new URL('https://x.example'),
    });
    expect(await site.body('articles/en/a.md')).toBe('[1](/articles/v1-2/) [2](/articles/c/)\n');
  });

  it('add nothing to patterns that the owner gave', async () => {
    const links = '[1](/blog/news/v1.2/) [2](/blog/notes/c/)';
    const site = await runImport(await makeFolder(notes(links)), {
      oldPathPatterns: ['/blog/:path/'],
    });
    expect(site.report.countOf('guessed', guesses)).toBe(0);
  });
});

describe('pictures', () => {
  it('are copied beside the article under names unlike each other', async () => {
    const dot = await readFile('tests/fixtures/import/jekyll/assets/dot.png');
    const folder = await makeFolder({
      'posts/a.md': post(
        'A',
        '![One](dot.png "Caption") ![](img/Big%20Dot.PNG)\n\n<p><img src="/img/dot.png" alt="Two" width=3></p>\n\n<figure><img src="dot.png"><figcaption>c</figcaption></figure>\n\n![Three][r]\n\n[r]: dot.png',
      ),
      'posts/dot.png': dot,
      'posts/img/Big Dot.PNG': dot,
      'static/img/dot.png': Buffer.concat([dot, Buffer.from([0])]),
    });
    const site = await runImport(folder);
    expect(await site.body('articles/en/a/index.md')).toBe(
      '![One](./dot.png "Caption") ![Big Dot](./big-dot.png)\n\n![Two](./dot-2.png)\n\n<figure><img src="./dot.png" alt="dot"><figcaption>c</figcaption></figure>\n\n![Three](./dot.png)\n',
    );
    expect((await site.list()).filter((file) => file.endsWith('.png'))).toEqual([
      'articles/en/a/big-dot.png',
      'articles/en/a/dot-2.png',
      'articles/en/a/dot.png',
    ]);
    expect(
      site.report.countOf('guessed', 'description of a picture: its caption or file name'),
    ).toBe(2);
  });

  it('that are missing, broken or active leave their description; those elsewhere a link', async () => {
    const folder = await makeFolder({
      'a.md': post(
        'A',
        '![gone](gone.png) ![broken](broken.png) ![active](active.svg) ![far](https://far.example/a.png) [![badge](https://far.example/b.svg)](https://x.example) ![data](data:image/png;base64,AAAA)',
      ),
      'broken.png': 'no picture',
      'active.svg':
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
    });
    const site = await runImport(folder);
    expect(await site.body('articles/en/a.md')).toBe(
      'gone broken active [far](https://far.example/a.png) [badge](https://x.example) data\n',
    );
    expect(
      site.report.countOf('left out', 'pictures that do not open or that pages cannot show'),
    ).toBe(2);
  });
});
