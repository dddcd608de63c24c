import { isRecord, type ForeignFields } from './foreign-fields.ts';
import { makeSlug, shorten } from '#src/collections/short-text.ts';
import { toPlainText } from './plain-text.ts';
import type { FileNotes } from './report.ts';

/** What articles are about, as `topics/<id>.yaml` names it. */
export interface Topic {
  readonly id: string;
  readonly name: string;
}

/** Tags by which generators collect all posts: they say nothing about one. */
const collectionTags: ReadonlySet<string> = new Set([
  'post',
  'posts',
  'blog',
  'all',
  'article',
  'articles',
]);

export const uncategorised: Topic = { id: 'uncategorised', name: 'Uncategorised' };

const longestName = 60;

/** Reads categories, then tags. `path` tells Jekyll, where `categories: a b` are two. */
export function readTopics(fields: ForeignFields, path: string, notes: FileNotes): Topic[] {
  const isJekyll =
    /(?:^|\/)_(?:posts|drafts)\//.test(path) || /^posts?$/.test(fields.text('layout') ?? '');
  const topics = [
    ...namesIn(fields, ['category'], false, notes),
    ...namesIn(fields, ['categories'], isJekyll, notes),
    ...namesIn(fields, ['topics', 'topic', 'section'], false, notes),
    ...namesIn(fields, ['tags', 'tag', 'keywords'], isJekyll, notes).filter(
      (name) => !collectionTags.has(name.toLowerCase()),
    ),
  ].flatMap((name) => topicNamed(name));
  if (topics.length === 0)
    notes.note('guessed', `topic: none given, filed under ${uncategorised.id}`, null);
  return topics.length > 0
    ? [...new Map(topics.map((topic) => [topic.id, topic])).values()]
    : [uncategorised];
}

function namesIn(
  fields: ForeignFields,
  names: readonly string[],
  splitsAtSpaces: boolean,
  notes: FileNotes,
): string[] {
  return names.flatMap((name) => {
    const found = fields.first(name);
    const texts = found ? textsIn(found.value, splitsAtSpaces) : [];
    if (texts.length > 0) notes.count('mapped', `${found?.written ?? name} → topics`);
    return texts;
  });
}

function textsIn(value: unknown, splitsAtSpaces: boolean): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsIn(item, false));
  if (isRecord(value))
    return textsIn(value['name'] ?? value['title'] ?? value['label'] ?? value['slug'], false);
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'string') return [];
  if (value.includes(',')) return value.split(',');
  return splitsAtSpaces ? value.split(/\s+/) : [value];
}

/** Ghost's internal tags (`#newsletter`) are not for readers. */
function topicNamed(text: string): Topic[] {
  const name = shorten(toPlainText(text), longestName);
  const id = makeSlug(name);
  return id === '' || name.startsWith('#') ? [] : [{ id, name: readableName(name) }];
}

/** `web-design` was made for addresses; `CSS`, `iOS` and `Web design` were written for readers. */
function readableName(name: string): string {
  if (name.length <= 3 || /[\s\p{Lu}]/u.test(name)) return name;
  const words = name.replaceAll(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
