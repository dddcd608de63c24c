import { isCalloutKind } from '#src/collections/markdown/callouts.ts';
import { codeIn, type IsCode } from './markdown-tree.ts';
import { readAttributes } from './html-tags.ts';
import type { FileNotes } from './report.ts';
import type { Edit, SourceText } from './source-text.ts';

/** The kinds of callout that Broadsheet has, by the names that others give to theirs. */
const kinds: Readonly<Record<string, string>> = {
  admonition: 'NOTE',
  alert: 'NOTE',
  alertbox: 'NOTE',
  aside: 'NOTE',
  callout: 'NOTE',
  info: 'NOTE',
  note: 'NOTE',
  notice: 'NOTE',
  secondary: 'NOTE',
  message: 'NOTE',
  hint: 'TIP',
  success: 'TIP',
  tip: 'TIP',
  important: 'IMPORTANT',
  warn: 'WARNING',
  warning: 'WARNING',
  caution: 'CAUTION',
  danger: 'CAUTION',
  error: 'CAUTION',
};

/** The callout that says most nearly what another's name for a box says. */
export function calloutKind(name: string): string {
  const upper = name.toUpperCase();
  return isCalloutKind(name) ? upper : (kinds[name.toLowerCase()] ?? 'NOTE');
}

interface Line {
  readonly text: string;
  readonly start: number;
  readonly isCode: boolean;
}

interface Opening {
  /** What closes it: a run of colons of at least this length, or the name of a component. */
  readonly colons: number;
  readonly component: string;
  readonly kind: string;
  readonly title: string;
  readonly at: number;
}

/** Turns `:::note Title` … `:::` and `<Callout type="tip">` … `</Callout>` into `> [!NOTE] Title`. */
export function replaceCallouts(text: SourceText, notes: FileNotes): SourceText {
  if (!/^[ \t]*(?::::|<[A-Z])/m.test(text.value)) return text;
  const lines = linesOf(text.value, codeIn(text.value));
  const boxes = findBoxes(lines);
  const depth = lines.map(
    (_, at) => boxes.filter(({ opening, end }) => at > opening.at && at < end).length,
  );
  const edits: Edit[] = [];
  for (const [at, line] of lines.entries()) {
    const prefix = '> '.repeat(depth[at] ?? 0);
    const opened = boxes.find(({ opening }) => opening.at === at)?.opening;
    const end = line.start + line.text.length;
    if (opened) {
      const mark = `${prefix}> [!${opened.kind}]${opened.title ? ` ${opened.title}` : ''}`;
      const gap = at > 0 && lines[at - 1]?.text.trim() !== '' ? `${prefix.trimEnd()}\n` : '';
      edits.push({ start: line.start, end, text: gap + mark });
      notes.note('mapped', 'boxes turned into callouts', text.lineAt(line.start), line.text.trim());
    } else if (boxes.some((box) => box.end === at))
      edits.push({ start: line.start, end, text: prefix.trimEnd() });
    else if (prefix !== '')
      edits.push({
        start: line.start,
        end: line.start,
        text: line.text === '' ? prefix.trimEnd() : prefix,
      });
  }
  return text.edited(edits);
}

function linesOf(source: string, isCode: IsCode): Line[] {
  let start = 0;
  return source.split('\n').map((text) => {
    const line = {
      text,
      start,
      isCode: isCode(start) || isCode(start + Math.max(0, text.search(/\S/))),
    };
    start += text.length + 1;
    return line;
  });
}

/** Boxes that begin and end. Marks without their other half are text. */
function findBoxes(lines: readonly Line[]): { opening: Opening; end: number }[] {
  const boxes: { opening: Opening; end: number }[] = [];
  const open: Opening[] = [];
  for (const [at, { text, isCode }] of lines.entries()) {
    if (isCode) continue;
    const opening = colonOpening(text, at) ?? componentOpening(text, at);
    if (opening) open.push(opening);
    const closed = open.findLastIndex((one) => closes(text, one));
    if (opening || closed < 0) continue;
    const [box] = open.splice(closed);
    if (box) boxes.push({ opening: box, end: at });
  }
  return boxes;
}

function closes(line: string, opening: Opening): boolean {
  const colons = /^\s*(:{3,})\s*$/.exec(line)?.[1];
  if (opening.colons > 0) return colons !== undefined && colons.length >= opening.colons;
  return line.trim() === `</${opening.component}>`;
}

function colonOpening(line: string, at: number): Opening | null {
  const match = /^\s*(:{3,})\s*(\w+)(?:\{[^}]*\})?(?:\s*\[(.*)\]|\s+(\S.*))?\s*$/.exec(line);
  const kind = kinds[match?.[2]?.toLowerCase() ?? ''];
  if (!match || kind === undefined) return null;
  return {
    colons: (match[1] ?? '').length,
    component: '',
    kind,
    title: (match[3] ?? match[4] ?? '').trim(),
    at,
  };
}

function componentOpening(line: string, at: number): Opening | null {
  const match = /^\s*<([A-Z]\w*)(\s[^>]*)?>\s*$/.exec(line);
  const named = kinds[match?.[1]?.toLowerCase() ?? ''];
  if (!match || named === undefined || line.trimEnd().endsWith('/>')) return null;
  const attributes = readAttributes(line.trim());
  const wished =
    attributes?.get('type') ?? attributes?.get('level') ?? attributes?.get('variant') ?? '';
  const title = attributes?.get('title') ?? '';
  return {
    colons: 0,
    component: match[1] ?? '',
    kind: kinds[wished.toLowerCase()] ?? named,
    title: /\p{L}/u.test(title) ? title : '',
    at,
  };
}
