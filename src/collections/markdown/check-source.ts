import { markdownToMdast } from 'satteri';
import type { Definition, Nodes, Table } from 'mdast';
import { isSafeUrl } from '#src/shared/html-vocabulary.ts';
import { isCalloutKind, calloutKinds } from './callouts.ts';
import { checkHtml } from './check-html.ts';
import { sourceFeatures } from './features.ts';
import {
  checkAlt,
  checkUrl,
  deepest,
  refuseDepth,
  type SourceCheck,
  type SourceNotes,
} from './source-notes.ts';

export type { SourceCheck } from './source-notes.ts';

/**
 * Finds, with their lines, raw HTML outside the vocabulary and URLs that are code. Rendering checks
 * again on the finished tree (`guard-tree.ts`): this pass is for good messages, that one for safety.
 */
export function checkSource(body: string): SourceCheck {
  const notes: SourceNotes = {
    mistakes: [],
    references: [],
    ids: new Map(),
    hasNotes: false,
    openTags: 0,
    linkNames: new Set(),
    pictureNames: new Set(),
    definitions: [],
  };
  const deepLine = body.split('\n').findIndex((line) => countMarkers(line) > deepest);
  if (deepLine >= 0) refuseDepth(deepLine + 1, notes);
  // Satteri's tree is mdast with nodes of its own for marks that are switched off here.
  else visit(markdownToMdast(body, { features: sourceFeatures }) as Nodes, notes, 0);
  for (const definition of notes.definitions) checkDefinition(definition, notes);
  if (notes.hasNotes) checkNoteIds(notes);
  const { references } = notes;
  return { mistakes: notes.mistakes.toSorted((a, b) => a.line - b.line), references };
}

const containerMarkers = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t])))+/;

/** How many quotes and lists begin on a line. */
function countMarkers(line: string): number {
  const markers = containerMarkers.exec(line)?.[0] ?? '';
  return markers.match(/[>\-+*.)]/g)?.length ?? 0;
}

function visit(node: Nodes, notes: SourceNotes, depth: number): void {
  const line = node.position?.start.line ?? 1;
  if (depth > deepest * 2) return refuseDepth(line, notes);
  look(node, line, notes);
  if ('children' in node) for (const child of node.children) visit(child, notes, depth + 1);
}

function look(node: Nodes, line: number, notes: SourceNotes): void {
  if (node.type === 'html') checkHtml(node.value, line, notes);
  else if (node.type === 'link') checkUrl({ kind: 'link', url: node.url, line }, notes);
  else if (node.type === 'linkReference') notes.linkNames.add(node.identifier);
  else if (node.type === 'definition') notes.definitions.push(node);
  else if (node.type === 'image') checkUrl({ kind: 'picture', url: node.url, line }, notes);
  else if (node.type === 'imageReference') notes.pictureNames.add(node.identifier);
  else if (node.type === 'heading') checkHeading(node.children, line, notes);
  else if (node.type === 'blockquote') checkCallout(node, line, notes);
  else if (node.type === 'footnoteDefinition') notes.hasNotes = true;
  else if (node.type === 'code') checkLanguage(node.lang, line, notes);
  else if (node.type === 'table') checkTable(node, line, notes);
  if (node.type === 'image' || node.type === 'imageReference') checkAlt(node.alt, line, notes);
}

/** A definition (`[name]: address`) is what uses it: a link, a picture, both or nothing. */
function checkDefinition({ identifier, url, position }: Definition, notes: SourceNotes): void {
  const line = position?.start.line ?? 1;
  const isPicture = notes.pictureNames.has(identifier);
  if (isPicture) checkUrl({ kind: 'picture', url, line }, notes);
  if (notes.linkNames.has(identifier) || (!isPicture && !isSafeUrl(url)))
    checkUrl({ kind: 'link', url, line }, notes);
}

function checkHeading(children: readonly Nodes[], line: number, { mistakes }: SourceCheck): void {
  if (children.length > 0) return;
  mistakes.push({
    line,
    field: 'heading',
    found: 'a heading without words',
    wanted: 'words after the #, or no heading',
  });
}

/** What would end an attribute or a class is no name of a language. */
function checkLanguage(
  language: string | null | undefined,
  line: number,
  { mistakes }: SourceCheck,
): void {
  if (!language || !/["'<>]/.test(language)) return;
  mistakes.push({
    line,
    field: 'code',
    found: `the language ${JSON.stringify(language.slice(0, 60))}`,
    wanted: 'the name of a language, such as ts, or none',
  });
}

const mostCells = 100_000;

/** Short rows are filled up: a few kilobytes of marks could be a table of millions of cells. */
function checkTable({ children: rows }: Table, line: number, { mistakes }: SourceCheck): void {
  const cells = rows.length * (rows[0]?.children.length ?? 0);
  if (cells <= mostCells) return;
  mistakes.push({
    line,
    field: 'table',
    found: `a table of ${cells} cells`,
    wanted: `at most ${mostCells} cells: several tables, or a file to download in public/`,
  });
}

const noteIds = /^(?:fn|fnref)-\d|^user-content-fn/;

function checkNoteIds({ ids, mistakes }: SourceNotes): void {
  for (const [id, line] of ids) {
    if (!noteIds.test(id)) continue;
    const wanted = 'another id: the notes of the text have ids like this one';
    mistakes.push({ line, field: 'HTML', found: `id="${id}"`, wanted });
  }
}

const calloutMark = /^\[!([\w-]+)\]/;

function checkCallout(
  { children: [first] }: { children: readonly Nodes[] },
  line: number,
  { mistakes }: SourceCheck,
): void {
  const [words] = first?.type === 'paragraph' ? first.children : [];
  const kind = words?.type === 'text' ? calloutMark.exec(words.value)?.[1] : undefined;
  if (kind === undefined || isCalloutKind(kind)) return;
  const kinds = calloutKinds.map((one) => `[!${one.toUpperCase()}]`).join(', ');
  mistakes.push({ line, field: 'callout', found: `[!${kind}]`, wanted: `one of ${kinds}` });
}
