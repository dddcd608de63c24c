import { LineCounter, isMap, isNode, isScalar, parseDocument, type Document } from 'yaml';
import type { z } from 'astro/zod';
import { quoteValue, type Problem } from './problems.ts';

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

/** Parses YAML 1.2. Dates stay text. Syntax errors are reported and answer null. */
export function parseYaml(source: YamlSource, report: (problem: Problem) => void): YamlFields | null {
  const lines = new LineCounter();
  // Few aliases: a handful is a convenience, a hundred is an attempt to blow up the build.
  const document = parseDocument(source.text, { lineCounter: lines, uniqueKeys: true });
  for (const error of document.errors) {
    report({
      file: source.file,
      line: lines.linePos(error.pos[0]).line + source.firstLine - 1,
      field: null,
      found: 'broken YAML',
      wanted: (error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, ''),
    });
  }
  if (document.errors.length > 0) return null;
  const lineOf = (path: readonly PropertyKey[]): number =>
    lines.linePos(offsetOf(document, path)).line + source.firstLine - 1;
  try {
    return { value: document.toJS({ maxAliasCount: 20 }) ?? {}, lineOf };
  } catch {
    report({ file: source.file, line: source.firstLine, field: null, found: 'YAML that repeats itself without end', wanted: 'plain values' });
    return null;
  }
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = path[length - 1];
    const pair = isMap(parent)
      ? parent.items.find((item) => isScalar(item.key) && item.key.value === key)
      : undefined;
    if (pair && isNode(pair.key)) return pair.key.range?.[0] ?? 0;
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node.range?.[0] ?? 0;
  }
  return 0;
}

/** Checks fields against a schema. Every issue is reported with its line; then the answer is null. */
export function checkFields<Schema extends z.ZodType>(
  schema: Schema,
  fields: YamlFields,
  target: { readonly file: string; readonly report: (problem: Problem) => void },
): z.output<Schema> | null {
  const result = schema.safeParse(fields.value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    for (const { path, found, wanted } of explainIssue(issue, fields.value)) {
      target.report({
        file: target.file,
        line: fields.lineOf(path),
        field: path.length > 0 ? path.join('.') : null,
        found,
        wanted,
      });
    }
  }
  return null;
}

type Issue = z.core.$ZodIssue;

function explainIssue(issue: Issue, value: unknown): { path: PropertyKey[]; found: string; wanted: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      found: `an unknown field "${key}"`,
      wanted: 'a field that exists, rightly spelt, or none',
    }));
  }
  const found = valueAt(value, issue.path);
  const isMissing = found === undefined || found === null;
  return [{
    path: issue.path,
    found: isMissing ? 'nothing' : quoteValue(found),
    wanted: issue.message,
  }];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key)) return undefined;
    current = Reflect.get(current, key);
  }
  return current;
}
