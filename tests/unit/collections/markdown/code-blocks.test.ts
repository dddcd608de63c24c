import { describe, expect, it } from 'vitest';
import { contextFor, elementsOf, renderHtml } from '#tests/setup/markdown.ts';

describe('a block of code', () => {
  it('is coloured by classes, never by style attributes', async () => {
    const html = await renderHtml('```ts\nconst a = 1;\n```');
    expect(html).toContain('<span class="t-keyword">const</span>');
    expect(html).not.toContain('style=');
    const classes = elementsOf(html)
      .filter(({ tagName }) => tagName === 'span')
      .flatMap(({ properties }) => properties['className'] ?? []);
    expect(classes.length).toBeGreaterThan(1);
    expect(classes.every((name) => /^t-[a-z-]+$/.test(String(name)))).toBe(true);
  });

  it('keeps every character of its code', async () => {
    const code = 'if (a < b && c > "d") {\n\treturn `x${1}`; // 漢字 👍\n}\n\n  ';
    const html = await renderHtml(`\`\`\`js\n${code}\n\`\`\``);
    const [, inside = ''] = /<code[^>]*>([\s\S]*)<\/code>/.exec(html) ?? [];
    const text = inside
      .replaceAll(/<[^>]*>/g, '')
      .replaceAll('&#x3C;', '<')
      .replaceAll('&#x26;', '&');
    expect(text).toBe(code);
  });

  it('can be scrolled by a keyboard and is named by its title', async () => {
    const html = await renderHtml('```ts title="src/x.ts"\nlet a;\n```');
    expect(html).toContain('<figcaption><span>src/x.ts</span>');
    expect(html).toContain('<pre tabindex="0" role="region" aria-label="src/x.ts">');
  });

  it.each([
    ['```ts\nx\n```', 'Code, ts', '<span>ts</span>'],
    ['```\nx\n```', 'Code', '<figcaption><label'],
    ['    x', 'Code', '<figcaption><label'],
  ])(
    'without a title is named by its language, if it has one: %j',
    async (text, label, caption) => {
      const html = await renderHtml(text);
      expect(html).toContain(`aria-label="${label}"`);
      expect(html).toContain(caption);
    },
  );

  it('is taken whole by a click where "Select all" is chosen, without script', async () => {
    const html = await renderHtml(
      '```\nx\n```',
      contextFor('de', { 'code.select': 'Alles wählen' }),
    );
    expect(html).toContain('<label class="select-all"><input type="checkbox">Alles wählen</label>');
  });

  it.each(['nolang', 'constructor', '__proto__', 'toString'])(
    'in a language that nobody knows is shown plain: %s',
    async (language) => {
      const html = await renderHtml(`\`\`\`${language}\na <b> c\n\`\`\``);
      expect(html).toContain(`<code data-language="${language.toLowerCase()}">a &#x3C;b> c</code>`);
    },
  );

  it('knows its language however it is spelt', async () => {
    expect(await renderHtml('```TS\nlet x\n```')).toContain(
      '<code data-language="ts"><span class="t-keyword">let</span>',
    );
  });

  it('may be empty', async () => {
    expect(await renderHtml('```js\n```')).toContain('<code data-language="js"></code>');
  });

  it('that is very long is shown plain', async () => {
    const html = await renderHtml(`\`\`\`js\n${'let a;\n'.repeat(10_000)}\`\`\``);
    expect(html).not.toContain('t-keyword');
  });

  it('keeps its title where raw HTML stands in the same text, and the right one of several', async () => {
    const html = await renderHtml(
      '<b>x</b>\n\n```ts title="one"\nsame\n```\n\n```ts\nsame\n```\n\n```ts title="three"\nsame\n```',
    );
    const labels = elementsOf(html).filter(({ tagName }) => tagName === 'pre');
    expect(labels.map(({ properties }) => properties['ariaLabel'])).toEqual([
      'one',
      'Code, ts',
      'three',
    ]);
  });

  it('in a line of text stays there', async () => {
    expect(await renderHtml('a `b<c>` d')).toBe('<p>a <code>b&#x3C;c></code> d</p>');
  });
});
