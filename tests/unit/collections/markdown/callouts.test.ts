import { describe, expect, it } from 'vitest';
import { checkSource } from '#src/collections/markdown/check-source.ts';
import { contextFor, renderHtml } from '#tests/setup/markdown.ts';

describe('a callout', () => {
  it.each([
    ['NOTE', 'note', 'Note'],
    ['TIP', 'tip', 'Tip'],
    ['IMPORTANT', 'important', 'Important'],
    ['WARNING', 'warning', 'Warning'],
    ['CAUTION', 'caution', 'Caution'],
  ])('of the kind %s is an aside with its class, name and heading', async (mark, kind, label) => {
    const html = await renderHtml(`> [!${mark}]\n> Text`);
    expect(html).toBe(
      `<aside class="callout ${kind}" aria-label="${label}"><p class="callout-title">${label}</p>\n<p>Text</p>\n</aside>`,
    );
  });

  it('takes what stands on the line of its mark as its title, marks and all', async () => {
    const html = await renderHtml('> [!warning] Mind *the gap*\n> Text\n>\n> More');
    expect(html).toContain('aria-label="Warning: Mind the gap"');
    expect(html).toContain('<p class="callout-title">Warning: Mind <em>the gap</em></p>');
    expect(html).toContain('<p>Text</p>\n<p>More</p>');
  });

  it('may hold lists and have no paragraph at all', async () => {
    const html = await renderHtml('> [!NOTE]\n>\n> - a');
    expect(html).toMatch(/^<aside [^>]*><p class="callout-title">Note<\/p>\s*<ul>\s*<li>a<\/li>/);
  });

  it('is labelled in the words of the language', async () => {
    const html = await renderHtml(
      '> [!NOTE]\n> x',
      contextFor('de', { 'callout.note': 'Hinweis' }),
    );
    expect(html).toContain('<p class="callout-title">Hinweis</p>');
  });

  it('is not made of a block quote without a mark, nor of a mark further on', async () => {
    expect(await renderHtml('> Text [!NOTE]')).toMatch(/^<blockquote>/);
  });

  it('of an unknown kind is refused, and the kinds there are are named', () => {
    expect(checkSource('Text\n\n> [!INFO]\n> x').mistakes).toEqual([
      {
        line: 3,
        field: 'callout',
        found: '[!INFO]',
        wanted: 'one of [!NOTE], [!TIP], [!IMPORTANT], [!WARNING], [!CAUTION]',
      },
    ]);
  });
});
