import { htmlToHast, markdownToMdast } from 'satteri';
import type { Nodes } from 'mdast';
import { allowedElements, globalAttributes, isSafeUrl } from '#src/shared/html-vocabulary.ts';
import { markdownFeatures } from './features.ts';
import { attributeNames, isElement, walkHast } from './hast.ts';

/** A mistake in the text of an article, on a line of its body (from 1). */
export interface SourceMistake {
  readonly line: number;
  readonly field: string;
  readonly found: string;
  readonly wanted: string;
}

/** A link or picture in the text, for checks that need to know the other articles. */
export interface SourceReference {
  readonly kind: 'link' | 'picture';
  readonly url: string;
  readonly line: number;
}

/** What a look at the Markdown source tells before it is rendered. */
export interface SourceCheck {
  readonly mistakes: SourceMistake[];
  readonly references: SourceReference[];
}

/**
 * Finds, with their lines, raw HTML outside the vocabulary and URLs that are code. Rendering checks
 * again on the finished tree (`guard-tree.ts`): this pass is for good messages, that one for safety.
 */
export function checkSource(body: string): SourceCheck {
  const check: SourceCheck = { mistakes: [], references: [] };
  // Satteri's tree is mdast with nodes of its own for marks that are switched off here.
  visit(markdownToMdast(body, { features: markdownFeatures }) as Nodes, check);
  return check;
}

function visit(node: Nodes, check: SourceCheck): void {
  const line = node.position?.start.line ?? 1;
  if (node.type === 'html') checkHtml(node.value, line, check);
  if (node.type === 'link' || node.type === 'definition') checkUrl('link', node.url, line, check);
  if (node.type === 'image') {
    checkUrl('picture', node.url, line, check);
    checkAlt(node.alt, line, check);
  }
  if ('children' in node) for (const child of node.children) visit(child, check);
}

function checkUrl(kind: SourceReference['kind'], url: string, line: number, check: SourceCheck): void {
  if (isSafeUrl(url)) check.references.push({ kind, url, line });
  else {
    check.mistakes.push({
      line,
      field: kind,
      found: `the address ${JSON.stringify(url.slice(0, 60))}`,
      wanted: 'a path, or an address that begins with https://, mailto: or tel:',
    });
  }
}

function checkAlt(alt: string | null | undefined, line: number, check: SourceCheck): void {
  if (alt?.trim()) return;
  check.mistakes.push({
    line,
    field: 'picture',
    found: 'a picture without a description',
    wanted: '![what the picture shows](…), for readers who cannot see it',
  });
}

function checkHtml(html: string, firstLine: number, check: SourceCheck): void {
  // A lone cell or row parsed by itself vanishes; inside a table it stays and is seen.
  const tree = htmlToHast(html, { fragment: true });
  walkHast(tree, (node) => {
    if (!isElement(node)) return;
    const line = firstLine + lineBreaksBefore(html, `<${node.tagName}`);
    const allowed = Object.hasOwn(allowedElements, node.tagName) ? allowedElements[node.tagName] : undefined;
    if (!allowed) {
      check.mistakes.push({
        line,
        field: 'HTML',
        found: `<${node.tagName}>`,
        wanted: 'Markdown, or one of the elements listed in "Everything you can write"; to show the tag itself, write it in backticks',
      });
      return;
    }
    for (const [name, value] of attributeNames(node)) {
      if (!allowed.includes(name) && !globalAttributes.includes(name)) {
        const wanted = `<${node.tagName}> without ${name}`;
        check.mistakes.push({ line, field: 'HTML', found: `<${node.tagName} ${name}="…">`, wanted });
      } else if (name === 'href' || name === 'src' || name === 'cite') {
        checkUrl(name === 'src' ? 'picture' : 'link', String(value), line, check);
      }
    }
    if (node.tagName === 'img') checkAlt(String(node.properties['alt'] ?? ''), line, check);
  });
}

function lineBreaksBefore(text: string, part: string): number {
  const at = text.toLowerCase().indexOf(part);
  return at < 0 ? 0 : text.slice(0, at).split('\n').length - 1;
}
