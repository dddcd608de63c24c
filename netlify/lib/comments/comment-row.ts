import { sql } from 'drizzle-orm';
import { readEditors } from '#netlify/lib/env.ts';
import type { CommentState } from '#netlify/database/schema/comments.ts';
import { cleanText } from '#src/shared/comments/clean-text.ts';
import type { CommentView, OwnComment } from '#src/shared/comments/comment-view.ts';
import type { CommentsSettings } from '#src/shared/comments/comments-settings.ts';
import { parseMarks } from '#src/shared/comments/parse-marks.ts';

/** For how long after it was written a comment can be changed. */
export const editableForSeconds = 5 * 60;

/** A comment as the database answers it: the names of {@link columns}. */
export interface CommentRow extends Record<string, unknown> {
  readonly id: string;
  readonly thread: string;
  readonly position: string;
  readonly article: string;
  readonly parentId: string | null;
  /** What its author is called there; null where there is none any more. */
  readonly name: string | null;
  /** Its author's, which nobody else gets to see. */
  readonly address: string | null;
  readonly body: string;
  readonly state: CommentState;
  /** Seconds since 1970: drivers differ in what they make of moments. */
  readonly writtenAt: number;
  readonly isEdited: boolean;
  readonly isDeleted: boolean;
  readonly editableForSeconds: number;
}

/** Columns of `comments c left join users u`. */
export const columns = sql`c.id, c.thread::text, c.position::text, c.article, c.parent_id as "parentId",
  c.author_name as name, case when u.email_verified then u.email end as address, c.body, c.state, extract(epoch from c.created_at)::float8 as "writtenAt",
  c.edited_at is not null as "isEdited", c.deleted_at is not null as "isDeleted",
  case when c.deleted_at is null and c.judged_at is null and c.state <> 'rejected'
    then greatest(0, floor(${editableForSeconds} - extract(epoch from now() - c.created_at)))::int
    else 0 end as "editableForSeconds"`;

/** As others see it: of what is deleted or not shown, only that it was there. */
export function viewOf(row: CommentRow, settings: CommentsSettings): CommentView {
  const isThere = row.state === 'shown' && !row.isDeleted;
  return view(row, settings, isThere);
}

/** As its author sees it, shown or not. */
export function ownViewOf(row: CommentRow, settings: CommentsSettings): OwnComment {
  return {
    ...view(row, settings, !row.isDeleted),
    state: row.state,
    text: row.body,
    editableForSeconds: row.editableForSeconds,
  };
}

function view(row: CommentRow, settings: CommentsSettings, isThere: boolean): CommentView {
  const date = new Date(row.writtenAt * 1000);
  return {
    id: row.id,
    parentId: row.parentId,
    name: isThere ? displayName(row.name, settings) : null,
    isEditor: isThere && row.address !== null && readEditors().has(row.address),
    date: date.toISOString(),
    when: formatMoment(date, settings),
    isEdited: row.isEdited,
    blocks: isThere ? parseMarks(row.body) : [],
  };
}

const longestName = 60;

/** A name as it can be shown: whatever accounts let through, it is one line, and turns nothing round. */
export function displayName(name: string | null, { words }: CommentsSettings): string {
  const line = cleanText(name ?? '').replaceAll(/\s+/gu, ' ');
  return [...line].slice(0, longestName).join('') || words.unnamed;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatMoment(date: Date, { formats: locale, timeZone }: CommentsSettings): string {
  const key = `${locale} ${timeZone}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone });
  formats.set(key, format);
  return format.format(date);
}
