import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderBlocks } from '#netlify/lib/comments/render-comment.ts';
import { cleanText } from '#src/shared/comments/clean-text.ts';
import { parseMarks, type Block, type Inline } from '#src/shared/comments/parse-marks.ts';

const paragraph = (...content: Inline[]): Block => ({ kind: 'paragraph', content });
const link = (href: string, text: string): Inline => ({ kind: 'link', href, text });

function textOf(inlines: readonly (Inline | Block)[]): string {
  return inlines
    .map((one) => {
      if (typeof one === 'string') return one;
      if (one.kind === 'break') return '\n';
      return 'content' in one ? textOf(one.content) : one.text;
    })
    .join('');
}

/** What is no mark. */
const letters = (text: string): string => text.replaceAll(/[\s*`>]/gu, '');

const depthOf = (inlines: readonly Inline[]): number =>
  Math.max(
    0,
    ...inlines.map((one) =>
      typeof one === 'object' && 'content' in one ? 1 + depthOf(one.content) : 0,
    ),
  );

describe('marks', () => {
  it.each<[string, Block[]]>([
    ['one\ntwo\n\nthree', [paragraph('one', { kind: 'break' }, 'two'), paragraph('three')]],
    [
      'a *b* **c** `*d*`',
      [
        paragraph(
          'a ',
          { kind: 'emphasis', content: ['b'] },
          ' ',
          { kind: 'strong', content: ['c'] },
          ' ',
          { kind: 'code', text: '*d*' },
        ),
      ],
    ],
    ['***a***', [paragraph({ kind: 'strong', content: [{ kind: 'emphasis', content: ['a'] }] })]],
    [
      '**a *b***',
      [paragraph({ kind: 'strong', content: ['a ', { kind: 'emphasis', content: ['b'] }] })],
    ],
    ['2*3*4 and * alone, **', [paragraph('2*3*4 and * alone, **')]],
    ['*a **b* c**', [paragraph({ kind: 'emphasis', content: ['a **b'] }, ' c**')]],
    ['*open', [paragraph('*open')]],
    ['`open', [paragraph('`open')]],
    [
      '> quoted\n> *more*\n>\n> last\nmine',
      [
        {
          kind: 'quote',
          content: [
            {
              kind: 'paragraph',
              content: ['quoted', { kind: 'break' }, { kind: 'emphasis', content: ['more'] }],
            },
            { kind: 'paragraph', content: ['last'] },
          ],
        },
        paragraph('mine'),
      ],
    ],
    ['>> twice', [{ kind: 'quote', content: [{ kind: 'paragraph', content: ['> twice'] }] }]],
    ['a > b', [paragraph('a > b')]],
    ['>', []],
    ['', []],
  ])('of %j', (text, blocks) => {
    expect(parseMarks(text)).toEqual(blocks);
  });

  it('are nothing else: HTML and Markdown are text', () => {
    const text = '<b>x</b> [a](https://a.example) ![b](x) # c\n- d &lt; &amp;';
    expect(textOf(parseMarks(text))).toBe('<b>x</b> [a](a.example) ![b](x) # c\n- d &lt; &amp;');
  });
});

describe('addresses', () => {
  it.each<[string, Inline[]]>([
    ['See https://example.org.', ['See ', link('https://example.org/', 'example.org'), '.']],
    [
      '(https://example.org/a_(b))',
      ['(', link('https://example.org/a_(b)', 'example.org/a_(b)'), ')'],
    ],
    ['HTTPS://EXAMPLE.ORG/A?b=c#d', [link('https://example.org/A?b=c#d', 'example.org/A?b=c#d')]],
    [
      '*https://example.org*',
      [{ kind: 'emphasis', content: [link('https://example.org/', 'example.org')] }],
    ],
    ['https://example.org:8443/', [link('https://example.org:8443/', 'example.org:8443')]],
    // Letters of other scripts that look like Latin ones show what they are.
    ['https://pаypal.com/', [link('https://xn--pypal-4ve.com/', 'xn--pypal-4ve.com')]],
    [
      'https://example.org/\u2067x',
      [link('https://example.org/%E2%81%A7x', 'example.org/%E2%81%A7x')],
    ],
    [
      `https://example.org/${'a'.repeat(100)}`,
      [link(`https://example.org/${'a'.repeat(100)}`, `example.org/${'a'.repeat(38)}…`)],
    ],
  ])('are links: %s', (text, content) => {
    expect(parseMarks(text)).toEqual([{ kind: 'paragraph', content }]);
  });

  it.each([
    'http://example.org/',
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'https://',
    'https://localhost/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://[::1]/',
    'https://bank.example@evil.example/',
    'https://user:password@evil.example/',
    'xhttps://example.org/',
    '//example.org/',
    'https:example.org',
    'https://exa mple',
    'https://.example',
    'https://a..b/',
  ])('are text where they may lead elsewhere: %s', (text) => {
    expect(JSON.stringify(parseMarks(text))).not.toContain('"link"');
    expect(textOf(parseMarks(text))).toBe(text);
  });
});

const marked = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '*',
      '**',
      '***',
      '`',
      '>',
      '\n',
      '\n> ',
      '\n\n',
      ' ',
      'https://',
      'example.org',
      '/',
      '(',
      ')',
      '<script>',
      '</p>',
      '"',
      "'",
      '&',
      '<img src=x onerror=alert(1)>',
      ' onmouseover="',
      'a',
      '1',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
  ),
  maxLength: 60,
});

/** All that comments are written with. Attributes hold no quotation marks and no angles. */
const knownTag =
  /^<(?:\/(?:p|blockquote|em|strong|code|a)|p dir="auto"|blockquote|em|strong|code|br \/|a href="https:\/\/[^"<>]*" rel="nofollow ugc noopener" dir="ltr")>$/u;

describe('whatever somebody writes', () => {
  it('no letter is lost or made up, and nothing is nested without end', () => {
    fc.assert(
      fc.property(marked, (written) => {
        const text = cleanText(written);
        const blocks = parseMarks(text);
        const isWithoutLinks = !JSON.stringify(blocks).includes('"link"');
        if (isWithoutLinks) expect(letters(textOf(blocks))).toBe(letters(text));
        for (const block of blocks) {
          const paragraphs = block.kind === 'quote' ? block.content : [block];
          for (const { content } of paragraphs) expect(depthOf(content)).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('is shown with few elements, and nothing in them that was not asked for', () => {
    fc.assert(
      fc.property(marked, (written) => {
        const html = renderBlocks(parseMarks(cleanText(written)))
          .map(({ text }) => text)
          .join('');
        const open: string[] = [];
        for (const [tag] of html.matchAll(/<[^>]*>?/gu)) {
          expect(tag.replaceAll(/\s+/gu, ' ').replace(' >', '>')).toMatch(knownTag);
          const name = /\w+/u.exec(tag)?.[0] ?? '';
          if (tag.startsWith('</')) expect(open.pop()).toBe(name);
          else if (name !== 'br') open.push(name);
        }
        expect(open).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it('the longest comments are read in one go', () => {
    for (const one of [
      '*a',
      '**a ',
      '***',
      '`',
      '*a **b ',
      '> ',
      '>\n',
      'https://a.b) ',
      'https://(',
      ')',
    ]) {
      const text = `https://a.b/${one.repeat(Math.floor(3980 / one.length))}`;
      expect(parseMarks(text).length).toBeLessThan(4000);
    }
  });
});
