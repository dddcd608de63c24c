import { stat } from 'node:fs/promises';
import path from 'node:path';
import { readFileName, readOldPaths, readSlug, webAddress } from './addresses.ts';
import { replaceCallouts } from './callouts.ts';
import { cleanHtml } from './clean-html.ts';
import { readCover, type ForeignCover } from './cover.ts';
import { readDescription } from './description.ts';
import type { ForeignFields } from './foreign-fields.ts';
import { readForeignDate } from './foreign-dates.ts';
import { splitForeignFile, type ForeignFile } from './front-matter.ts';
import { firstTitle, shiftHeadings, type HeadedBody } from './headings.ts';
import { removeMdx } from './mdx.ts';
import { readPeople, type KnownPeople, type Person } from './people.ts';
import { shorten } from '#src/collections/short-text.ts';
import { toPlainText } from './plain-text.ts';
import type { FileNotes } from './report.ts';
import { replaceShortcodes } from './shortcodes.ts';
import { readTopics, type Topic } from './subjects.ts';

/** What is needed of an import to read one file. */
export interface ReadContext {
  readonly folder: string;
  readonly locale: string;
  readonly datesFromFiles: boolean;
  readonly people: KnownPeople;
}

/** An article read from another generator's file, its links and pictures not yet looked for. */
export interface ReadArticle extends HeadedBody {
  readonly file: string;
  readonly title: string;
  readonly description: string;
  readonly publishedAt: string;
  readonly updatedAt: string | null;
  readonly people: readonly Person[];
  readonly topics: readonly Topic[];
  readonly cover: ForeignCover | null;
  readonly isDraft: boolean;
  readonly allowsComments: boolean;
  readonly canonicalUrl: string | null;
  readonly wishedSlug: string;
  readonly oldPaths: readonly string[];
}

/** The reason under which the report lists files without a date. */
export const noDate = 'files without a date: give them one, or use --date-from mtime';

const longestTitle = 200;
/** Fields that say how a generator builds a page, not what the article is. */
const buildFields = [
  'layout',
  'type',
  'template',
  'id',
  'guid',
  'draft',
  'published',
  'status',
  'publish',
  'comments',
  'date_from',
  'toc',
  'mathjax',
  'weight',
  'sidebar_position',
];

/** Reads one file. Null, with a note, where nothing says when it was published. */
export async function readArticle(
  file: string,
  source: string,
  context: ReadContext,
  notes: FileNotes,
): Promise<ReadArticle | null> {
  const foreign = splitForeignFile(source, notes);
  const { fields } = foreign;
  const publishedAt = await readPublished(file, foreign, context, notes);
  if (publishedAt === null) return null;
  const cleaned = cleanBody(file, foreign, notes);
  const title = readTitle(fields, cleaned.value, file, notes);
  const headed = shiftHeadings(cleaned, title, notes);
  const article: ReadArticle = {
    ...headed,
    file,
    title,
    description: readDescription(
      fields,
      { title, body: headed.text.value, date: publishedAt, locale: context.locale },
      notes,
    ),
    publishedAt,
    updatedAt: readUpdated(foreign, publishedAt, notes),
    people: readPeople(fields, context.people, notes),
    topics: readTopics(fields, file, notes),
    cover: readCover(fields),
    isDraft: readDraft(fields, file),
    allowsComments: fields.first('comments')?.value !== false,
    canonicalUrl: webAddress(fields.text('canonicalUrl', 'canonical', 'canonical_link') ?? ''),
    wishedSlug: readSlug(fields, file, title),
    oldPaths: readOldPaths(fields, notes, foreign.lineOf),
  };
  fields.first(...buildFields);
  for (const name of fields.unread()) notes.count('left out', `front matter field ${name}`);
  return article;
}

function cleanBody(file: string, { body }: ForeignFile, notes: FileNotes) {
  const plain = /\.mdx$/i.test(file) ? removeMdx(body, notes) : body;
  return cleanHtml(replaceCallouts(replaceShortcodes(plain, notes), notes), notes);
}

function readTitle(fields: ForeignFields, body: string, file: string, notes: FileNotes): string {
  const written = toPlainText(fields.text('title', 'headline') ?? '');
  const found = written || toPlainText(firstTitle(body) ?? '');
  if (written !== '') notes.count('mapped', 'title');
  else if (found !== '') notes.note('guessed', 'title: from the first heading', null, found);
  if (found.length > longestTitle)
    notes.note('guessed', 'title: shortened to 200 characters', null, found);
  if (found !== '') return shorten(found, longestTitle);
  const name = readFileName(file).name.replaceAll(/[-_]+/g, ' ').trim();
  const guess = toPlainText(name.charAt(0).toUpperCase() + name.slice(1)) || 'Untitled';
  notes.note('guessed', 'title: from the file name', null, guess);
  return shorten(guess, longestTitle);
}

async function readPublished(
  file: string,
  { fields, lineOf }: ForeignFile,
  context: ReadContext,
  notes: FileNotes,
): Promise<string | null> {
  const names = [
    'date',
    'publishedAt',
    'pubDate',
    'publishDate',
    'published_at',
    'date_published',
    'datePublished',
    'published',
    'created',
    'created_at',
    'createdAt',
    'posted',
  ];
  for (const name of names) {
    const found = fields.first(name);
    if (!found || typeof found.value === 'boolean') continue;
    const date = readForeignDate(found.value);
    if (date === null)
      notes.note(
        'left out',
        'date that does not exist or cannot be read',
        lineOf(found.written),
        String(found.value),
      );
    else {
      notes.count('mapped', `${found.written} → publishedAt`);
      if (date.assumed !== null)
        notes.note('guessed', `date: ${date.assumed}`, lineOf(found.written), String(found.value));
      return date.text;
    }
  }
  const inName = readForeignDate(readFileName(file).date);
  if (inName) notes.note('guessed', 'date: from the file name', null, inName.text);
  if (inName) return inName.text;
  if (!context.datesFromFiles) {
    notes.note('left out', noDate, null);
    return null;
  }
  const { mtime } = await stat(path.join(context.folder, file));
  notes.note('guessed', 'date: when the file last changed', null);
  return mtime.toISOString().slice(0, 10);
}

function readUpdated(
  { fields, lineOf }: ForeignFile,
  publishedAt: string,
  notes: FileNotes,
): string | null {
  const found = fields.first(
    'updatedAt',
    'updated',
    'updatedDate',
    'lastmod',
    'modified',
    'last_modified_at',
    'last_updated',
    'last_update',
    'dateModified',
    'date_modified',
    'modDate',
  );
  // Docusaurus: `last_update: { date, author }`
  const value =
    typeof found?.value === 'object' && found.value !== null && 'date' in found.value
      ? found.value.date
      : found?.value;
  const date = found ? readForeignDate(value) : null;
  if (!found || date === null) return null;
  if (new Date(date.text) < new Date(publishedAt)) {
    notes.note(
      'left out',
      'date of change before the date of publication',
      lineOf(found.written),
      date.text,
    );
    return null;
  }
  if (date.text === publishedAt) return null;
  notes.count('mapped', `${found.written} → updatedAt`);
  return date.text;
}

function readDraft(fields: ForeignFields, file: string): boolean {
  const says = (name: string, ...words: readonly string[]): boolean =>
    words.includes(String(fields.first(name)?.value ?? '').toLowerCase());
  if (
    says('draft', 'true', 'yes') ||
    says('published', 'false', 'no') ||
    says('publish', 'false', 'no')
  )
    return true;
  return says('status', 'draft', 'private', 'pending') || /(?:^|\/)_?drafts\//.test(file);
}
