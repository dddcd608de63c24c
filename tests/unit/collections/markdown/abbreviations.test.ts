import { describe, expect, it } from 'vitest';
import { renderHtml } from '#tests/setup/markdown.ts';

async function proseOf(definitions: string, text: string): Promise<string> {
  return (await renderHtml(`${definitions}\n\n${text}`)).trim();
}

describe('an abbreviation', () => {
  it('is explained where it first stands, and its definition is not shown', async () => {
    expect(await proseOf('*[CSP]: Content Security Policy', 'The CSP and the CSP.')).toBe(
      '<p>The <abbr title="Content Security Policy">CSP</abbr> and the CSP.</p>',
    );
  });

  it('is known by whole words only', async () => {
    expect(await proseOf('*[CSP]: x', 'CSPs, ÜCSP, CSP2 and CSP.')).toBe(
      '<p>CSPs, ÜCSP, CSP2 and <abbr title="x">CSP</abbr>.</p>',
    );
  });

  it('may hold signs that mean something in patterns', async () => {
    expect(await proseOf('*[C++]: a language\n*[a.b]: dots', 'See aXb and C++ now.')).toBe(
      '<p>See aXb and <abbr title="a language">C++</abbr> now.</p>',
    );
  });

  it('gives way to a longer one that begins with it', async () => {
    expect(await proseOf('*[A]: one\n*[A B]: two', 'A B and A.')).toBe(
      '<p><abbr title="two">A B</abbr> and <abbr title="one">A</abbr>.</p>',
    );
  });

  it('is left alone in code, links and headings', async () => {
    const html = await proseOf('*[AB]: x', '# AB\n\n`AB` [AB](/x) then AB');
    expect(html.match(/<abbr/g)).toHaveLength(1);
    expect(html).toContain('<a href="/x">AB</a> then <abbr title="x">AB</abbr>');
  });

  it('is defined in a paragraph of definitions only', async () => {
    expect(await proseOf('*[AB]: x\nand words', 'AB')).toContain('<p>AB</p>');
  });

  it('explains in plain text', async () => {
    expect(await proseOf('*[AB]: a "b" & c', 'AB')).toBe(
      '<p><abbr title="a “b” &#x26; c">AB</abbr></p>',
    );
  });
});
