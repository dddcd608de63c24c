import { parse as parseToml } from 'smol-toml';
import { parseDocument } from 'yaml';
import { ForeignFields, isRecord } from './foreign-fields.ts';
import type { FileNotes } from './report.ts';
import { SourceText } from './source-text.ts';

/** A file of another generator taken apart. */
export interface ForeignFile {
  readonly fields: ForeignFields;
  readonly body: SourceText;
  /** The line of a field, by the name it was written under. */
  readonly lineOf: (written: string) => number;
}

interface Head {
  readonly text: string;
  /** Everything of the file that is not body. */
  readonly whole: string;
  readonly read: (text: string, notes: FileNotes) => unknown;
}

/** Reads YAML (`---`), TOML (`+++`) or JSON (`{ … }`) above the text; a file may have none. */
export function splitForeignFile(source: string, notes: FileNotes): ForeignFile {
  const head = yamlHead(source) ?? tomlHead(source) ?? jsonHead(source);
  const value = head ? head.read(head.text, notes) : {};
  const whole = head?.whole ?? '';
  const lines = whole.split('\n');
  return {
    fields: new ForeignFields(isRecord(value) ? value : {}),
    body: SourceText.from(source.slice(whole.length), lines.length),
    lineOf: (written) =>
      Math.max(
        0,
        lines.findIndex((line) => line.replace(/^["']/, '').startsWith(written)),
      ) + 1,
  };
}

function yamlHead(source: string): Head | null {
  const match = /^\s*---[ \t]*\n([\s\S]*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(source);
  return match ? { text: match[1] ?? '', whole: match[0], read: readYaml } : null;
}

function tomlHead(source: string): Head | null {
  const match = /^\s*\+\+\+[ \t]*\n([\s\S]*?)(?:^|\n)\+\+\+[ \t]*(?:\n|$)/.exec(source);
  return match ? { text: match[1] ?? '', whole: match[0], read: readToml } : null;
}

function jsonHead(source: string): Head | null {
  if (!/^\s*\{\s*"/.test(source)) return null;
  for (let end = source.indexOf('\n}'); end >= 0; end = source.indexOf('\n}', end + 1)) {
    const text = source.slice(0, end + 2);
    const whole = /^[ \t]*\n/.exec(source.slice(text.length))?.[0] ?? '';
    if (isJson(text))
      return { text, whole: text + whole, read: (json) => JSON.parse(json) as unknown };
  }
  return null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** YAML that other generators forgave (`title: One: two`) is read line by line. */
function readYaml(text: string, notes: FileNotes): unknown {
  const document = parseDocument(text, { uniqueKeys: false });
  const error = document.errors[0];
  if (!error) {
    try {
      const value: unknown = document.toJS({ maxAliasCount: 20 });
      return value;
    } catch {
      notes.note('left out', 'front matter that repeats itself without end', 1);
      return {};
    }
  }
  notes.note(
    'guessed',
    'front matter: broken YAML read line by line',
    (error.linePos?.[0].line ?? 0) + 1,
    error.message.split('\n')[0],
  );
  return readLineByLine(text);
}

function readLineByLine(text: string): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  let list: string[] = [];
  for (const line of text.split('\n')) {
    const item = /^\s*-\s+(.*)$/.exec(line);
    if (item) list.push(unquoted(item[1] ?? ''));
    const field = /^([\w-]+)\s*:\s*(.*)$/.exec(line);
    if (!field?.[1]) continue;
    const written = field[2] ?? '';
    list = /^\[.*\]$/.test(written)
      ? written
          .slice(1, -1)
          .split(',')
          .map((part) => unquoted(part))
      : [];
    values[field[1]] = written === '' || list.length > 0 ? list : unquoted(written);
  }
  return values;
}

function unquoted(text: string): string {
  return text.trim().replace(/^(["'])(.*)\1$/, '$2');
}

function readToml(text: string, notes: FileNotes): unknown {
  try {
    return parseToml(text);
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    notes.note('left out', 'front matter: broken TOML', 1, message);
    return {};
  }
}
