import { parseYaml, type YamlFields } from './yaml-fields.ts';
import type { Problem } from './problems.ts';

/** A Markdown file taken apart. */
export interface MarkdownSource {
  readonly fields: YamlFields;
  readonly body: string;
  /** The line of the file that the body's first line is. */
  readonly bodyLine: number;
}

/** Splits a Markdown file into its YAML front matter and its body. Reports and answers null if it has none. */
export function splitFrontMatter(
  file: string,
  text: string,
  report: (problem: Problem) => void,
): MarkdownSource | null {
  const match = /^---[ \t]*\n([\s\S]*?)(?<=\n)---[ \t]*(?:\n|$)/.exec(text);
  if (!match) {
    report({
      file,
      line: 1,
      field: null,
      found: text.startsWith('---') ? 'front matter that does not end' : 'no front matter',
      wanted: 'a line ---, fields such as title: …, and a line --- before the text',
    });
    return null;
  }
  const fields = parseYaml({ file, text: match[1] ?? '', firstLine: 2 }, report);
  if (!fields) return null;
  const head = match[0];
  return { fields, body: text.slice(head.length), bodyLine: head.split('\n').length };
}
