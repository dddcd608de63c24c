import {
  LineCounter,
  isCollection,
  isMap,
  isNode,
  isScalar,
  parseDocument,
  visit,
  type Document,
  type YAMLError,
} from 'yaml';
import type { z } from 'astro/zod';
import { explainIssue } from './explain-issue.ts';
import type { Problem } from './problems.ts';

/** Parsed YAML that remembers on which line each field stands. */
export interface YamlFields {
  readonly value: unknown;
  /** The line of the field at `path`, or of the nearest one above it that exists. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

interface YamlSource {
  readonly file: string;
  readonly text: string;
  /** The line of the file that the YAML's first line is. */
  readonly firstLine: number;
}

/** A handful of aliases is a convenience, a hundred is an attempt to blow up the build. */
const mostAliases = 20;

/** Parses YAML 1.2. Dates stay text. Syntax errors are reported and answer null. */
export function parseYaml(
  source: YamlSource,
  report: (problem: Problem) => void,
): YamlFields | null {
  const { file, firstLine } = source;
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, uniqueKeys: true });
  const lineAt = (offset: number): number => lines.linePos(offset).line + firstLine - 1;
  // What the parser finds next on a line, or after giving up, follows from the first.
  const told = new Set<number>();
  const openings = document.errors.some(isNeverClosed) ? findOpenings(document) : [];
  for (const error of document.errors) {
    const end = error.pos[0];
    const opening = isNeverClosed(error) ? openings.findLast((start) => start < end) : undefined;
    const line = lineAt(opening ?? end);
    if (!told.has(line)) report({ file, line, field: null, ...explainSyntax(error) });
    told.add(line);
  }
  if (document.errors.length > 0) return null;
  try {
    const value: unknown = document.toJS({ maxAliasCount: mostAliases }) ?? {};
    return { value, lineOf: (path) => lineAt(offsetOf(document, path)) };
  } catch {
    const found = 'YAML aliases that lead nowhere or repeat themselves without end';
    report({ file, line: firstLine, field: null, found, wanted: 'plain values, each written out' });
    return null;
  }
}

/** How the parser begins to say that a quote, a list or a map in brackets is not closed. */
const neverClosed = /^(?:Missing closing |Flow )/;

function isNeverClosed({ message }: YAMLError): boolean {
  return neverClosed.test(message);
}

/** Where each quote and bracket is opened: the parser notices what is not closed when it runs out of text. */
function findOpenings(document: Document): number[] {
  const starts: number[] = [];
  visit(document, (_key, node) => {
    const isOpening = isCollection(node)
      ? node.flow
      : isScalar(node) && node.type?.startsWith('QUOTE_') === true;
    if (isOpening && isNode(node) && node.range) starts.push(node.range[0]);
  });
  return starts;
}

const closing = 'what closes the quote or bracket that was opened';
const wantedInstead: Partial<Record<YAMLError['code'], string>> = {
  TAB_AS_INDENT: 'spaces instead of tabs',
  DUPLICATE_KEY: 'each field once',
  MULTIPLE_DOCS: 'one block of fields, without a line --- in it',
  BAD_INDENT: 'fields of one group that begin in the same column',
  BAD_SCALAR_START: 'quotes around text that begins with a special character',
  BLOCK_AS_IMPLICIT_KEY: 'quotes around text that has a colon in it',
};

function explainSyntax({ code, message }: YAMLError): { found: string; wanted: string } {
  const reason = (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
  return {
    found: `broken YAML (${reason})`,
    wanted: neverClosed.test(message)
      ? closing
      : (wantedInstead[code] ?? 'lines such as name: value, as in YAML 1.2'),
  };
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key))
      : undefined;
    if (pair && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return 0;
}

/** Checks fields against a schema. Every wrong field is reported with its line; then the answer is null. */
export function checkFields<Schema extends z.ZodType>(
  schema: Schema,
  fields: YamlFields,
  target: { readonly file: string; readonly report: (problem: Problem) => void },
): z.output<Schema> | null {
  const result = schema.safeParse(fields.value);
  if (result.success) return result.data;
  const told = new Set<string>();
  for (const issue of result.error.issues) {
    for (const { path, found, wanted } of explainIssue(issue, { schema, value: fields.value })) {
      const field = path.length > 0 ? path.join('.') : null;
      // An empty text is too short as well: one thing to mend, told once.
      if (told.has(String(field))) continue;
      told.add(String(field));
      target.report({ file: target.file, line: fields.lineOf(path), field, found, wanted });
    }
  }
  return null;
}
