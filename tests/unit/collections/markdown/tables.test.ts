import { describe, expect, it } from 'vitest';
import { contextFor, elementsOf, renderHtml } from '#tests/setup/markdown.ts';

const table = '| a | b | c | d |\n|:--|--:|:-:|---|\n| 1 | 2 | 3 | 4 |';

async function cellsOf(text: string) {
  const elements = elementsOf(await renderHtml(text));
  return elements.filter(({ tagName }) => tagName === 'th' || tagName === 'td');
}

describe('a table', () => {
  it('scrolls by itself, in a region that a keyboard reaches and a screen reader names', async () => {
    expect(await renderHtml(table)).toMatch(
      /^<div class="table" role="region" tabindex="0" aria-label="Table, scrolls sideways"><table>/,
    );
  });

  it('is named in the language of the text', async () => {
    const html = await renderHtml(table, contextFor('de', { 'article.table': 'Tabelle' }));
    expect(html).toContain('aria-label="Tabelle"');
  });

  it('takes a paragraph before it that begins with Table: as its caption and name', async () => {
    const html = await renderHtml(`Table: Boats by *year*\n\n${table}`);
    expect(html).toContain('<caption>Boats by <em>year</em></caption>');
    expect(html).toContain('aria-label="Boats by year"');
    expect(html).not.toContain('Table:');
  });

  it('takes no caption from farther away', async () => {
    const html = await renderHtml(`Table: Not this one\n\nWords between.\n\n${table}`);
    expect(html).toContain('<p>Table: Not this one</p>');
    expect(html).not.toContain('<caption>');
  });

  it('keeps the caption that raw HTML gives it', async () => {
    const html = await renderHtml(
      'Table: Not this one\n\n<table><caption>Mine</caption><tr><td>x</td></tr></table>',
    );
    expect(html).toContain('<p>Table: Not this one</p>');
    expect(html).toContain('aria-label="Mine"');
  });

  it('aligns cells by class, since the policy refuses style attributes', async () => {
    const cells = await cellsOf(table);
    expect(cells.map(({ properties }) => properties['className'])).toEqual([
      ['align-left'],
      ['align-right'],
      ['align-center'],
      undefined,
      ['align-left'],
      ['align-right'],
      ['align-center'],
      undefined,
    ]);
    expect(
      cells.every(({ properties }) => !('style' in properties) && !('align' in properties)),
    ).toBe(true);
  });

  it('says of its head cells that they head columns', async () => {
    const heads = (await cellsOf(table)).filter(({ tagName }) => tagName === 'th');
    expect(heads.map(({ properties }) => properties['scope'])).toEqual([
      'col',
      'col',
      'col',
      'col',
    ]);
  });

  it('says of a head cell beside data that it heads its row, unless its author says otherwise', async () => {
    const cells = await cellsOf(
      '<table><tr><th>a</th><td>1</td></tr><tr><th scope="rowgroup">b</th><td>2</td></tr></table>',
    );
    expect(cells.map(({ properties }) => properties['scope'])).toEqual([
      'row',
      undefined,
      'rowgroup',
      undefined,
    ]);
  });

  it('fills up rows that are too short and keeps bars that are escaped', async () => {
    const cells = await cellsOf('| a | b |\n|---|---|\n| x\\|y |');
    expect(cells).toHaveLength(4);
    expect(await renderHtml('| a |\n|---|\n| x\\|y |')).toContain('<td>x|y</td>');
  });

  it('in a cell of another makes no region of its own', async () => {
    const html = await renderHtml(
      '<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>',
    );
    expect(html.match(/role="region"/g)).toHaveLength(1);
  });
});
