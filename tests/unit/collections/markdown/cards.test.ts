import { describe, expect, it } from 'vitest';
import { contextFor, renderHtml } from '#tests/setup/markdown.ts';

describe('a card', () => {
  it('is made of a link alone in its paragraph whose title says so', async () => {
    const html = await renderHtml(
      '[The measure](/articles/the-measure/ "card: How long a line is")',
    );
    expect(html).toBe(
      '<aside class="card"><p class="card-title"><a href="/articles/the-measure/">The measure</a></p><p>How long a line is</p></aside>',
    );
  });

  it('without a description is its title', async () => {
    const html = await renderHtml('[The measure](/articles/the-measure/ "card:")');
    expect(html).toBe(
      '<aside class="card"><p class="card-title"><a href="/articles/the-measure/">The measure</a></p></aside>',
    );
  });

  it('keeps the marks of its title', async () => {
    const html = await renderHtml('[The *measure*](/a/ "card: x")');
    expect(html).toContain('<a href="/a/">The <em>measure</em></a>');
  });

  it('shows a description as it stands, HTML and marks included', async () => {
    const html = await renderHtml('[A](/a/ "card: <img src=x onerror=alert(1)> *so*")');
    expect(html).toContain('*so*');
    expect(html).not.toContain('<img');
  });

  it.each([
    ['shares its paragraph', 'See [A](/a/ "card: x").'],
    ['has another title', '[A](/a/ "An article")'],
    ['names cards further on', '[A](/a/ "A card: x")'],
    ['has no title', '[A](/a/)'],
  ])('is not made of a link that %s', async (_, body) => {
    expect(await renderHtml(body)).toMatch(/^<p>/);
  });

  it('stands where a list has a paragraph, too', async () => {
    const html = await renderHtml('- One\n\n  [A](/a/ "card: x")\n\n- Two');
    expect(html).toMatch(/<li>\s*<p>One<\/p>\s*<aside class="card">/);
  });

  it('leads to where its link is resolved to', async () => {
    const context = { ...contextFor(), resolveLink: () => '/articles/found/' };
    const html = await renderHtml('[A](../found.md "card: x")', context);
    expect(html).toContain('<a href="/articles/found/">A</a>');
  });
});
