import { describe, expect, it } from 'vitest';
import { feedContent } from '#src/collections/feeds/feed-content.ts';
import { renderHtml } from '#tests/setup/markdown.ts';

const url = 'https://small.example/articles/a/';
const feed = async (body: string): Promise<string> => feedContent(await renderHtml(body), url);

describe('the text of an article in a feed', () => {
  it('has every address in full', async () => {
    expect(
      await feed('[a](/about/) [b](#there) [c](https://other.example/) [d](mailto:a@b.example)'),
    ).toBe(
      '<p><a href="https://small.example/about/">a</a> <a href="https://small.example/articles/a/#there">b</a> <a href="https://other.example/">c</a> <a href="mailto:a@b.example">d</a></p>',
    );
  });

  it('has headings without the anchors that only work on the page', async () => {
    expect(await feed('## Boats')).toMatch(/^<h2 id="boats">Boats\s*<\/h2>$/);
  });

  it('has code as plain code, without colours and without a box to tick', async () => {
    const html = await feed('```js title="late.js"\nconst a = 1;\n```');
    expect(html).toContain('<pre><code>const a = 1;</code></pre>');
    expect(html).toContain('late.js');
    expect(html).not.toMatch(/<span|<label|<input|class=/);
  });

  it('leaves no empty caption where the box was all it had', async () => {
    expect(await feed('```\na\n```')).not.toContain('figcaption');
  });

  it('has a picture once, at one address', async () => {
    const html = await feed('![A quay](./photo.jpg "The quay | Desk")');
    expect(html.match(/<img /g)).toHaveLength(1);
    expect(html).toMatch(
      /<img src="https:\/\/small\.example\/_astro\/photo[^"]*\.webp" alt="A quay"/,
    );
    expect(html).not.toMatch(/<source|data:|<picture/);
    expect(html).toContain('The quay');
  });

  it('has tables without the box they scroll in', async () => {
    const html = await feed('| a |\n| - |\n| b |');
    expect(html).toMatch(/^<table>/);
  });

  it('keeps notes, and what leads to them and back', async () => {
    const html = await feed('Late.[^1]\n\n[^1]: By ten minutes.');
    expect(html).toContain('href="https://small.example/articles/a/#fn-1"');
    expect(html).toContain('id="fn-1"');
  });
});
