import { describe, expect, it } from 'vitest';
import { contextFor, elementsOf, render, renderHtml } from '#tests/setup/markdown.ts';

describe('notes', () => {
  it('are numbered in order of their references, whatever they are called', async () => {
    const html = await renderHtml('A[^zebra] b[^2].\n\n[^2]: Two\n[^zebra]: One');
    const references = elementsOf(html).filter(
      ({ properties }) => properties['role'] === 'doc-noteref',
    );
    expect(references.map(({ properties }) => [properties['id'], properties['href']])).toEqual([
      ['fnref-1', '#fn-1'],
      ['fnref-2', '#fn-2'],
    ]);
    expect(html).toMatch(/<li id="fn-1">\s*<p>One .*<li id="fn-2">\s*<p>Two /s);
  });

  it('lead back to each of their references, by a name of its own', async () => {
    const html = await renderHtml('A[^a] b[^a].\n\n[^a]: One');
    const back = elementsOf(html).filter(({ properties }) => properties['role'] === 'doc-backlink');
    expect(back.map(({ properties }) => [properties['href'], properties['ariaLabel']])).toEqual([
      ['#fnref-1', 'Back to the text, note 1'],
      ['#fnref-1-2', 'Back to the text, note 1-2'],
    ]);
  });

  it('stand in a named section with a heading in the language of the text', async () => {
    const context = contextFor('de', { 'article.footnotes': 'Anmerkungen' });
    const html = await renderHtml('A[^a].\n\n[^a]: Eins', context);
    expect(html).toContain(
      '<section class="footnotes" aria-labelledby="footnote-label" role="doc-endnotes"><h2 id="footnote-label">Anmerkungen</h2>',
    );
  });

  it('are no part of the table of contents, but a link may point to them', async () => {
    const { headings, anchors } = await render('# A[^a]\n\n[^a]: One');
    expect(headings).toEqual([{ depth: 2, slug: 'a', text: 'A' }]);
    expect(anchors).toEqual(['a', 'fnref-1', 'footnote-label', 'fn-1']);
  });

  it('keep apart what only looks alike: [^x-2] and the second [^x]', async () => {
    const html = await renderHtml('A[^x] b[^x] c[^x-2].\n\n[^x]: One\n[^x-2]: Two');
    const ids = elementsOf(html).flatMap(({ properties }) => properties['id'] ?? []);
    expect(ids).toEqual(['fnref-1', 'fnref-1-2', 'fnref-2', 'footnote-label', 'fn-1', 'fn-2']);
  });

  it('may be called as parts of JavaScript are', async () => {
    const html = await renderHtml(
      'A[^__proto__] b[^constructor].\n\n[^__proto__]: One\n[^constructor]: Two',
    );
    expect(html).toContain('href="#fn-1"');
    expect(html).toContain('href="#fn-2"');
  });

  it('are left out where nothing refers to them', async () => {
    expect(await renderHtml('Text.\n\n[^1]: Nobody asks for this.')).toBe('<p>Text.</p>');
  });

  it('leave lists of an author’s own with such ids alone', async () => {
    expect(await renderHtml('<ul><li id="user-content-fn-1">x</li></ul>')).toBe(
      '<ul><li id="user-content-fn-1">x</li></ul>',
    );
  });
});
