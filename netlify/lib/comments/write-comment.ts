import { sql } from 'drizzle-orm';
import type { Person } from '#netlify/lib/accounts/find-person.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { columns, type CommentRow } from './comment-row.ts';

export interface NewComment {
  readonly article: string;
  /** The comment that this replies to. */
  readonly parentId: string | null;
  readonly author: Person;
  /** As `cleanText` answers it. */
  readonly body: string;
}

export type Written =
  | { readonly kind: 'written'; readonly comment: CommentRow }
  /** The account was deleted in the meantime. */
  | { readonly kind: 'signed_out' }
  | { readonly kind: 'unknown_parent' }
  | { readonly kind: 'too_many_waiting' };

const mostWaiting = 3;

/**
 * Keeps a comment. An editor's is shown, and so is that of somebody of whom an editor last decided to
 * show something, under the name that they still have; others wait. What is sent twice within ten minutes is kept once. The author's row is held
 * meanwhile, so that two of one person are written one after the other.
 */
export function writeComment(database: Database, comment: NewComment): Promise<Written> {
  return database.transaction(async (transaction) => {
    const { author } = comment;
    const held = await rowsOf(
      transaction,
      sql`select from users where id = ${author.id} for no key update`,
    );
    if (held.length === 0) return { kind: 'signed_out' };
    const before = await findRepeated(transaction, comment);
    if (before !== null) return { kind: 'written', comment: before };
    const thread = await findThread(transaction, comment);
    if (thread === null) return { kind: 'unknown_parent' };
    const { isTrusted, waiting } = await standingOf(transaction, author);
    if (!isTrusted && waiting >= mostWaiting) return { kind: 'too_many_waiting' };
    return {
      kind: 'written',
      comment: await insert(transaction, { ...comment, thread, isShown: isTrusted }),
    };
  });
}

async function findRepeated(
  database: Database,
  { article, parentId, author, body }: NewComment,
): Promise<CommentRow | null> {
  const [row] = await rowsOf<CommentRow>(
    database,
    sql`select ${columns} from comments c left join users u on u.id = c.author_id
      where c.author_id = ${author.id} and c.article = ${article} and c.body = ${body}
        and c.parent_id is not distinct from ${parentId}::uuid and c.deleted_at is null
        and c.created_at > now() - interval '10 minutes'
      order by c.position desc limit 1`,
  );
  return row ?? null;
}

/** The thread of a reply; `own` for a comment, which begins one; null where there is nothing to reply to. */
async function findThread(
  database: Database,
  { article, parentId }: NewComment,
): Promise<string | null> {
  if (parentId === null) return 'own';
  const [parent] = await rowsOf<{ thread: string }>(
    database,
    sql`select thread::text from comments where id = ${parentId}::uuid and article = ${article}
      and parent_id is null and state = 'shown' and deleted_at is null`,
  );
  return parent?.thread ?? null;
}

interface Standing {
  readonly isTrusted: boolean;
  readonly waiting: number;
}

async function standingOf(database: Database, { id, name, isEditor }: Person): Promise<Standing> {
  const [standing] = await rowsOf<{ wasShown: boolean | null; waiting: number }>(
    database,
    sql`select (select state = 'shown' and author_name = ${name} from comments
        where author_id = ${id} and judged_at is not null
        order by judged_at desc limit 1) as "wasShown",
      (select count(*)::int from comments where author_id = ${id} and state = 'waiting'
        and deleted_at is null) as waiting`,
  );
  return {
    isTrusted: isEditor || standing?.wasShown === true,
    waiting: standing?.waiting ?? 0,
  };
}

interface Placed extends NewComment {
  readonly thread: string;
  readonly isShown: boolean;
}

async function insert(
  database: Database,
  { article, parentId, author, body, thread, isShown }: Placed,
): Promise<CommentRow> {
  const state = isShown ? 'shown' : 'waiting';
  const [row] = await rowsOf<CommentRow>(
    database,
    sql`with place as (select nextval('comments_position_seq') as at), c as (
        insert into comments (position, thread, article, parent_id, author_id, author_name, body, state)
        select at, ${thread === 'own' ? sql`at` : sql`${thread}::bigint`}, ${article},
          ${parentId}::uuid, ${author.id}, ${author.name}, ${body}, ${state} from place returning *)
      select ${columns} from c left join users u on u.id = c.author_id`,
  );
  if (!row) throw new Error('A comment was written and is not there.');
  return row;
}
