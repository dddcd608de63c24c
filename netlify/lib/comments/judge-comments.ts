import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { columns, type CommentRow } from './comment-row.ts';

/** How many of each kind are listed; more follow as these are decided on. */
export const mostToJudge = 50;

export interface Queue {
  /** Oldest first. */
  readonly waiting: readonly CommentRow[];
  readonly reported: readonly (CommentRow & { readonly reports: number })[];
}

/** What editors are to look at. */
export async function listQueue(database: Database): Promise<Queue> {
  const waiting = await rowsOf<CommentRow>(
    database,
    sql`select ${columns} from comments c left join users u on u.id = c.author_id
      where c.state = 'waiting' and c.deleted_at is null
      order by c.position limit ${mostToJudge + 1}`,
  );
  const reported = await rowsOf<CommentRow & { reports: number }>(
    database,
    sql`select ${columns}, r.reports from
        (select comment_id, count(*)::int as reports, min(created_at) as since from comment_reports
          where settled_at is null group by comment_id) r
      join comments c on c.id = r.comment_id left join users u on u.id = c.author_id
      where c.state = 'shown' and c.deleted_at is null
      order by r.since, c.position limit ${mostToJudge + 1}`,
  );
  return { waiting, reported };
}

export interface Judgement {
  readonly id: string;
  readonly verdict: 'shown' | 'rejected';
  /** {@link markOf} what the editor has read. */
  readonly seen: string;
}

/**
 * Decides on a comment as the editor has read it, name and text, and on reports of it. A name that is
 * shown once is good for what else its author has there. Answers the articles whose comments look
 * another way now; null where it was changed or deleted in the meantime.
 */
export function judgeComment(
  database: Database,
  { id, verdict, seen }: Judgement,
): Promise<readonly string[] | null> {
  return database.transaction(async (transaction) => {
    const [comment] = await rowsOf<Read & { article: string }>(
      transaction,
      sql`select article, author_name as name, body from comments where id = ${id}::uuid and deleted_at is null
        for update`,
    );
    if (!comment || markOf(comment) !== seen) return null;
    await transaction.execute(
      sql`update comments set state = ${verdict}, judged_at = now() where id = ${id}::uuid`,
    );
    await transaction.execute(
      sql`update comment_reports set settled_at = now()
        where comment_id = ${id}::uuid and settled_at is null`,
    );
    const renamed = verdict === 'shown' ? await renameShown(transaction, id) : [];
    return [...new Set([comment.article, ...renamed])];
  });
}

/** Has what else is shown of a comment's author bear the same name, if it is still theirs. */
async function renameShown(database: Database, id: string): Promise<string[]> {
  const renamed = await rowsOf<{ article: string }>(
    database,
    sql`update comments o set author_name = c.author_name from comments c join users u
        on u.id = c.author_id and u.name = c.author_name
      where c.id = ${id}::uuid and o.author_id = c.author_id and o.author_name <> c.author_name
        and o.state = 'shown' and o.deleted_at is null returning o.article`,
  );
  return renamed.map(({ article }) => article);
}

/** What editors read of a comment. */
interface Read extends Record<string, unknown> {
  readonly name: string | null;
  readonly body: string;
}

/** By which a comment is recognised as the one that was read. */
export function markOf({ name, body }: Read): string {
  return createHash('sha256')
    .update(JSON.stringify([name, body]))
    .digest('base64url')
    .slice(0, 22);
}
