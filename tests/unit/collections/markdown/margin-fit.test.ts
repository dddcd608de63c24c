import { describe, expect, it } from 'vitest';
import { renderHtml } from '#tests/setup/markdown.ts';

const sentence = 'The evening boat left at ten past nine, with four cars and a piano. ';
const paragraph = sentence.repeat(8);

/** A text of paragraphs, with a note to each of the first ones. */
function textWith(paragraphs: number, notes: number, noteText: string): string {
  const body = Array.from(
    { length: paragraphs },
    (_, index) => `${paragraph}${index < notes ? `[^${index}]` : ''}`,
  );
  const list = Array.from({ length: notes }, (_, index) => `[^${index}]: ${noteText}`);
  return [...body, ...list].join('\n\n');
}

const isInMargin = async (body: string): Promise<boolean> =>
  !(await renderHtml(body)).includes('footnotes at-end');

describe('notes', () => {
  it.each([
    ['a few short ones in a long text', textWith(20, 5, sentence)],
    ['one at the beginning of a short text', textWith(2, 1, sentence)],
  ])('stand in the margin where they fit: %s', async (_name, body) => {
    expect(await isInMargin(body)).toBe(true);
  });

  it.each([
    ['long ones in a short text', textWith(2, 2, paragraph)],
    [
      'many to one line',
      `Late.${'[^1][^2][^3][^4][^5]'}\n\n${[1, 2, 3, 4, 5].map((one) => `[^${one}]: ${sentence.repeat(3)}`).join('\n\n')}`,
    ],
    ['a long one to the last line', `${textWith(10, 0, '')}[^end]\n\n[^end]: ${paragraph}`],
    ['more than the style sheet has lines for', textWith(60, 25, 'Late.')],
  ])('stay at the end where they would run over what follows: %s', async (_name, body) => {
    expect(await isInMargin(body)).toBe(false);
  });
});
