import { sql, type SQL } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { columns, type CommentRow } from './comment-row.ts';

/** How many are answered at a time, replies counted. */
export const commentsPerPage = 100;

export interface CommentList {
  readonly rows: readonly CommentRow[];
  readonly count: number;
  /** Where the next page begins; null where there is none. */
  readonly next: string | null;
}

interface Listing {
  readonly article: string;
  /** What `next` was on the page before; null for the first one. */
  readonly after: string | null;
}

/** What everybody sees under an article. One that is gone is listed where replies to it are shown. */
export async function listComments(
  database: Database,
  { article, after }: Listing,
): Promise<CommentList> {
  const begin = after === null ? sql`` : sql`and (c.thread, c.position) > ${placeOf(after)}`;
  const found = await rowsOf<CommentRow>(
    database,
    sql`select ${columns} from comments c left join users u on u.id = c.author_id
      where c.article = ${article} ${begin} and (${isShown('c')} or exists
        (select from comments r where r.parent_id = c.id and ${isShown('r')}))
      order by c.thread, c.position limit ${commentsPerPage + 1}`,
  );
  const [counted] = await rowsOf<{ count: number }>(
    database,
    sql`select count(*)::int as count from comments c where c.article = ${article} and ${isShown('c')}`,
  );
  const rows = found.slice(0, commentsPerPage);
  const last = found.length > commentsPerPage ? rows.at(-1) : undefined;
  return {
    rows,
    count: counted?.count ?? 0,
    next: last ? `${last.thread}.${last.position}` : null,
  };
}

/** Whether somebody's comment, under that name in a statement, is there for others. */
function isShown(name: 'c' | 'r'): SQL {
  return sql.raw(`${name}.state = 'shown' and ${name}.deleted_at is null`);
}

function placeOf(after: string): SQL {
  const [, thread, position] = /^(\d{1,15})\.(\d{1,15})$/u.exec(after) ?? [];
  if (thread === undefined || position === undefined) {
    throw new Refusal(400, 'invalid_after', 'Nothing follows on this.', { field: 'after' });
  }
  return sql`(${thread}::bigint, ${position}::bigint)`;
}

const mostOwn = 200;

/** The newest that somebody wrote under an article, shown or not; what they deleted is not theirs any more. */
export async function listOwnComments(
  database: Database,
  { article, authorId }: { readonly article: string; readonly authorId: string },
): Promise<CommentRow[]> {
  const newest = await rowsOf<CommentRow>(
    database,
    sql`select ${columns} from comments c left join users u on u.id = c.author_id
      where c.author_id = ${authorId} and c.article = ${article} and c.deleted_at is null
      order by c.position desc limit ${mostOwn}`,
  );
  return newest.toReversed();
}
