import { describe, expect, it } from 'vitest';
import { contextFor, render, renderHtml } from '#tests/setup/markdown.ts';

describe('a text in Markdown', () => {
  it.each([
    ['*a* **b** ~~c~~ `d`', '<p><em>a</em> <strong>b</strong> <del>c</del> <code>d</code></p>'],
    ['a  \nb', '<p>a<br>\nb</p>'],
    ['> a', '<blockquote>\n<p>a</p>\n</blockquote>'],
    ['3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ['---', '<hr>'],
    ['<kbd>Ctrl</kbd> <mark>x</mark>', '<p><kbd>Ctrl</kbd> <mark>x</mark></p>'],
    ['<p lang="ar" dir="rtl">مرحبا</p>', '<p lang="ar" dir="rtl">مرحبا</p>'],
    ['https://a.example', '<p><a href="https://a.example">https://a.example</a></p>'],
    ['<a@b.example>', '<p><a href="mailto:a@b.example">a@b.example</a></p>'],
    ['[a](tel:+49123)', '<p><a href="tel:+49123">a</a></p>'],
    ['[a](/x "t")', '<p><a href="/x" title="t">a</a></p>'],
  ])('means what CommonMark and GFM say: %j', async (text, html) => {
    expect(await renderHtml(text)).toBe(html);
  });

  it('has quotes, dashes and dots set as a printer would', async () => {
    expect(await renderHtml('"a" -- it\'s 1990---2000...')).toBe('<p>“a” – it’s 1990—2000…</p>');
  });

  it('has its links resolved', async () => {
    const context = { ...contextFor(), resolveLink: (url: string) => `/found${url}` };
    expect(await renderHtml('[a](/x) <a href="/y">b</a>', context)).toBe(
      '<p><a href="/found/x">a</a> <a href="/found/y">b</a></p>',
    );
  });

  it('says of the boxes of a task list whether they are done', async () => {
    const context = contextFor('de', { 'task.done': 'Erledigt', 'task.open': 'Offen' });
    const html = await renderHtml('- [x] a\n- [ ] b\n- c', context);
    expect(html).toContain('<input type="checkbox" checked disabled aria-label="Erledigt"> a');
    expect(html).toContain('<input type="checkbox" disabled aria-label="Offen"> b');
    expect(html).toContain('<li>c</li>');
  });

  it('lists every id that a link may point to', async () => {
    const { anchors } = await render('# One\n\n<b id="two">x</b>');
    expect(anchors).toEqual(['one', 'two']);
  });
});

describe('the words of a text', () => {
  it.each([
    ['', 'en', 0],
    ['One two, three.', 'en', 3],
    ['a – b — & 👍 !!', 'en', 2],
    ['don’t well-known 3.5 e.g.', 'en', 4],
    ['# Head\n\n*em* `code`', 'en', 3],
    ['한국어 텍스트 입니다', 'ko', 3],
    ['السلام عليكم، مرحبا', 'ar', 3],
    ['Привет, мир', 'ru', 2],
  ])('are counted by their spaces: %j', async (text, locale, count) => {
    expect((await render(text, contextFor(locale))).wordCount).toBe(count);
  });

  it.each([
    ['我们今天去北京。', 'zh', 4],
    ['今日は良い天気です。', 'ja', 5],
    ['สวัสดีชาวโลก', 'th', 3],
    ['Hello 漢字 world', 'en', 3],
  ])('are counted as the language does where it has no spaces: %j', async (text, locale, count) => {
    expect((await render(text, contextFor(locale))).wordCount).toBe(count);
  });

  it('are the author’s: numbers and heading of notes, and definitions, do not count', async () => {
    const text = '*[AB]: not counted\n\nOne two[^1] AB[^1].\n\n[^1]: three four';
    expect((await render(text)).wordCount).toBe(5);
  });
});
