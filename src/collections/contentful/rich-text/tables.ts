import { isText, type RichChild, type RichNode } from './clean-document.ts';

/** Whether Markdown's own tables can say it: a row of head cells, then rows of as many lines of text. */
export function isSimpleTable(table: RichNode): boolean {
  const [head, ...rows] = table.content.filter(isNode);
  if (!head || rows.length === 0) return false;
  const width = head.content.length;
  return (
    cellsOf(head).every(({ nodeType }) => nodeType === 'table-header-cell') &&
    rows.every((row) => cellsOf(row).every(({ nodeType }) => nodeType === 'table-cell')) &&
    [head, ...rows].every((row) => row.content.length === width && cellsOf(row).every(isLine))
  );
}

function isNode(child: RichChild): child is RichNode {
  return !isText(child);
}

function cellsOf(row: RichNode): RichNode[] {
  return row.content.filter(isNode);
}

/** At most one paragraph, without line breaks, and as wide as one column. */
function isLine(cell: RichNode): boolean {
  const [only, ...others] = cell.content.filter(isNode);
  if (others.length > 0 || spansOf(cell) !== '') return false;
  if (!only) return true;
  return (
    only.nodeType === 'paragraph' &&
    only.content.every((child) => isText(child) || child.nodeType !== 'line-break')
  );
}

function spansOf({ data }: RichNode): string {
  return ['colspan', 'rowspan']
    .map((name) => {
      const span = data[name];
      const isSpan = typeof span === 'number' && Number.isInteger(span) && span > 1 && span <= 100;
      return isSpan ? ` ${name}="${span}"` : '';
    })
    .join('');
}

/** Writes a table with its head: Contentful's renderer gives it none, and no spans. */
export function tableToHtml(table: RichNode, render: (row: RichNode) => string): string {
  const rows = table.content.filter(isNode);
  const [first, ...others] = rows;
  const hasHead =
    first !== undefined &&
    others.length > 0 &&
    cellsOf(first).every(({ nodeType }) => nodeType === 'table-header-cell');
  const body = (hasHead ? others : rows).map(render).join('');
  const head = hasHead ? `<thead>${render(first)}</thead>` : '';
  return `<table>${head}<tbody>${body}</tbody></table>`;
}

export function cellToHtml(cell: RichNode, inner: string): string {
  const name = cell.nodeType === 'table-header-cell' ? 'th' : 'td';
  return `<${name}${spansOf(cell)}>${inner}</${name}>`;
}
