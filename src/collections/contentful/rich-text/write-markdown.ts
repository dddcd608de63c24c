import type { Nodes } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';

/** Writes a tree so that reading it gives the same tree. */
export function writeMarkdown(tree: Nodes): string {
  return toMarkdown(tree, {
    extensions: [gfmToMarkdown({ tablePipeAlign: false })],
    bullet: '-',
    rule: '-',
    fences: true,
    resourceLink: true,
    // A dot at the end of a number is read as a list's everywhere.
    listItemIndent: 'one',
  }).trim();
}
