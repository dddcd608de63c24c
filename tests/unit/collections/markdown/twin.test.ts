import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeTwin } from '#src/collections/markdown/twin.ts';
import { article, load, writeContent, type Files } from '#tests/setup/content.ts';

const absolute = (url: string): string | null =>
  /^\.?\//.test(url) ? `https://small.example/${url.replace(/^\.?\//, '')}` : null;

describe('the Markdown twin of a text', () => {
  it.each([
    ['[a](/x/)', '[a](https://small.example/x/)'],
    ['[a](/x/ "title")', '[a](https://small.example/x/ "title")'],
    ['[a](</x y/>)', '[a](<https://small.example/x y/>)'],
    ['[/x/](/x/ "/x/")', '[/x/](https://small.example/x/ "/x/")'],
    ['[a `](/x/` b](/x/)', '[a `](/x/` b](https://small.example/x/)'],
    ['![p](./p.jpg "c | d")', '![p](https://small.example/p.jpg "c | d")'],
    ['[![p](./p.jpg)](/x/)', '[![p](https://small.example/p.jpg)](https://small.example/x/)'],
    ['[a][b]\n\n[b]: /x/ "t"', '[a][b]\n\n[b]: https://small.example/x/ "t"'],
    [
      '<a href="/x/">a</a> <img src=\'./p.jpg\' alt="p">',
      '<a href="https://small.example/x/">a</a> <img src=\'https://small.example/p.jpg\' alt="p">',
    ],
    ['x[^1]\n\n[^1]: [a](/x/)', 'x[^1]\n\n[^1]: [a](https://small.example/x/)'],
    ['| a |\n|---|\n| [a](/x/) |', '| a |\n|---|\n| [a](https://small.example/x/) |'],
    ['> - [a](/x/)', '> - [a](https://small.example/x/)'],
    [
      '😀 漢字 é [a](/x/)\n\n😀 ![p](./p.jpg)',
      '😀 漢字 é [a](https://small.example/x/)\n\n😀 ![p](https://small.example/p.jpg)',
    ],
  ])('has full addresses in place of paths: %j', (body, twin) => {
    expect(makeTwin(body, absolute)).toBe(twin);
  });

  it.each([
    '[a](https://x.example/) <https://x.example/> mail@x.example',
    '[a](#here)',
    '`[a](/x/)` and \\[a](/x/)',
    '```\n[a](/x/)\n```',
    '"quotes" -- *marks* and  spaces\n\n\n- as written',
  ])('leaves everything else as its author wrote it: %j', (body) => {
    expect(makeTwin(body, absolute)).toBe(body);
  });

  it('is kept beside the rendered text, with its links found as in the text', async () => {
    const bodies = await keptBodies({
      'articles/en/a.md': article({}, 'See [b](./b.md#two) and [feeds](/rss.xml).\n'),
      'articles/en/b.md': article({}, '## Two\n'),
    });
    expect(bodies.map(({ markdown }) => markdown).toSorted()).toEqual([
      '## Two',
      'See [b](https://small.example/articles/b/#two) and [feeds](https://small.example/rss.xml).',
    ]);
  });

  it('of a members’ article is kept nowhere, nor is the text itself', async () => {
    expect(await keptBodies({ 'articles/en/a.md': article({}, 'For all.') })).toHaveLength(1);
    const access = 'members';
    expect(await keptBodies({ 'articles/en/a.md': article({ access }, 'For few.') })).toEqual([]);
  });
});

async function keptBodies(files: Files): Promise<{ markdown: string }[]> {
  const folders = await writeContent(files);
  await load(folders);
  const folder = path.join(folders.cacheFolder, 'bodies');
  const names = await readdir(folder).catch(() => []);
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts.map((text) => JSON.parse(text) as { markdown: string });
}
