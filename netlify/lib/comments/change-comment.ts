import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { columns, editableForSeconds, type CommentRow } from './comment-row.ts';

/** A comment, and who wants something of it. */
export interface Wanted {
  readonly article: string;
  readonly id: string;
  readonly personId: string;
}

export type Edited =
  | { readonly kind: 'edited'; readonly comment: CommentRow }
  /** The time is over, or an editor has decided on it. */
  | { readonly kind: 'too_late' }
  | { readonly kind: 'unknown_comment' };

/** Changes the text of somebody's own comment, within five minutes, by the clock of the database. */
export async function editComment(
  database: Database,
  { article, id, personId }: Wanted,
  body: string,
): Promise<Edited> {
  const [comment] = await rowsOf<CommentRow>(
    database,
    sql`with c as (update comments set body = ${body}, edited_at = now()
        where id = ${id}::uuid and article = ${article} and author_id = ${personId}
          and deleted_at is null and judged_at is null and state <> 'rejected'
          and created_at > now() - make_interval(secs => ${editableForSeconds}) returning *)
      select ${columns} from c left join users u on u.id = c.author_id`,
  );
  if (comment) return { kind: 'edited', comment };
  const own = await rowsOf(
    database,
    sql`select from comments where id = ${id}::uuid and article = ${article}
      and author_id = ${personId} and deleted_at is null`,
  );
  return { kind: own.length > 0 ? 'too_late' : 'unknown_comment' };
}

/** Deletes the text of somebody's own comment. Answers whether it is gone, now or before. */
export async function deleteComment(
  database: Database,
  { article, id, personId }: Wanted,
): Promise<boolean> {
  const gone = await rowsOf(
    database,
    sql`update comments set body = '', deleted_at = coalesce(deleted_at, now())
      where id = ${id}::uuid and article = ${article} and author_id = ${personId} returning id`,
  );
  return gone.length > 0;
}

/**
 * Asks editors to look at somebody else's comment, once for each who asks. Answers whether there is such
 * a comment.
 */
export async function reportComment(
  database: Database,
  { article, id, personId }: Wanted,
): Promise<boolean> {
  const [found] = await rowsOf<{ id: string }>(
    database,
    sql`with c as (select id from comments where id = ${id}::uuid and article = ${article}
        and state = 'shown' and deleted_at is null and author_id is distinct from ${personId}),
      report as (insert into comment_reports (comment_id, reporter_id)
        select id, ${personId} from c on conflict do nothing)
      select id from c`,
  );
  return found !== undefined;
}
