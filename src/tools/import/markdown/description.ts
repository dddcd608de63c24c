import { formatLongDate } from '#src/shared/dates.ts';
import type { ForeignFields } from './foreign-fields.ts';
import { parseMarkdown, readableText } from './markdown-tree.ts';
import { shorten } from '#src/collections/short-text.ts';
import { toPlainText } from './plain-text.ts';
import type { FileNotes } from './report.ts';

const shortest = 20;
const longest = 200;

/** What a description is made from where the author wrote none. */
export interface DescriptionSource {
  readonly title: string;
  readonly body: string;
  readonly date: string;
  readonly locale: string;
}

/** The author's description, else the beginning of the text, in 20 to 200 characters. */
export function readDescription(
  fields: ForeignFields,
  source: DescriptionSource,
  notes: FileNotes,
): string {
  const found = fields.first(
    'description',
    'summary',
    'excerpt',
    'subtitle',
    'abstract',
    'lead',
    'tagline',
    'custom_excerpt',
    'meta_description',
    'deck',
  );
  const written = typeof found?.value === 'string' ? toPlainText(found.value) : '';
  if (written.length >= shortest) {
    notes.count('mapped', `${found?.written ?? ''} → description`);
    if (written.length > longest)
      notes.note('guessed', 'description: shortened to 200 characters', null, written);
    return shorten(written, longest);
  }
  if (written !== '')
    notes.note('left out', 'description of fewer than 20 characters', null, written);
  notes.note('guessed', 'description: from the beginning of the text', null);
  return fromText(source.body) ?? fromTitle(source);
}

function fromText(body: string): string | null {
  const tree = parseMarkdown(body);
  const blocks = 'children' in tree ? tree.children : [];
  const paragraphs = blocks
    .filter(({ type }) => type === 'paragraph')
    .map((node) => toPlainText(readableText(node)));
  const anything = blocks.flatMap((node) => {
    if (node.type === 'blockquote') return toPlainText(readableText(node));
    if (node.type !== 'list') return [];
    return node.children.map((item) => withoutLabel(toPlainText(readableText(item)))).join('; ');
  });
  return opening(paragraphs) ?? opening([...paragraphs, ...anything]);
}

/** Logs of changes begin each item with what it refers to: `[3d87ecacbc] - fix …`. */
function withoutLabel(item: string): string {
  return item.replace(/^\[[^\]]*\]\s*[-–—:]?\s*/, '');
}

/** Says something to a reader: words, no addresses written out, no label of what comes below it. */
function isProse(text: string): boolean {
  const isLabel = text.endsWith(':') && text.length < shortest * 3;
  return /\p{L}/u.test(text) && !isLabel && !/\b(?:https?:\/\/|www\.)/i.test(text);
}

/** As many texts as it takes to say something. */
function opening(texts: readonly string[]): string | null {
  let text = '';
  for (const next of texts.filter((one) => isProse(one))) {
    text = text === '' ? next : `${text} ${next}`;
    if (text.length >= shortest * 2) break;
  }
  return text.length >= shortest ? shorten(text, longest) : null;
}

function fromTitle({ title, date, locale }: DescriptionSource): string {
  const day = formatLongDate(new Date(date), { locale, timeZone: 'UTC' });
  const dated = `${shorten(title, 150)}, ${day}.`;
  return dated.length >= shortest ? dated : `${dated} ${title}. ${day}.`;
}
