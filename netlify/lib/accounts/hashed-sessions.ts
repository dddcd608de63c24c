import { createHash } from 'node:crypto';
import type { BetterAuthOptions, DBAdapter, DBTransactionAdapter, Where } from 'better-auth';

/*
 * better-auth keeps what a session's cookie holds as it is. Here its SHA-256 is kept instead: whoever
 * reads the database, or a copy of it, is nobody. This stands between the library and its adapter and
 * changes one column of one table on the way in; on the way out, a session that was asked for by its
 * token has that token again. Lists of sessions hold hashes, so that ending one of a list goes by its
 * id (`sessions.ts`).
 *
 * A session that is older than the longest life is not found either, however often it is used.
 */

export const longestLifeInDays = 90;

type Make = (options: BetterAuthOptions) => DBAdapter;

/** The adapter that `make` makes, for a database that knows no session's token. */
export function hashSessionTokens(make: Make): Make {
  return (options) => {
    const adapter = make(options);
    return {
      ...adapter,
      ...wrap(adapter),
      transaction: (act) => adapter.transaction((inner) => act({ ...inner, ...wrap(inner) })),
    };
  };
}

/** What a session's cookie holds, as the database knows it. */
export function hashSessionToken(token: string): string {
  return createHash('sha256').update(`session:${token}`).digest('hex');
}

type Wrapped = Pick<
  DBTransactionAdapter,
  | 'create'
  | 'findOne'
  | 'findMany'
  | 'update'
  | 'updateMany'
  | 'delete'
  | 'deleteMany'
  | 'consumeOne'
>;

function wrap(adapter: DBTransactionAdapter): Wrapped {
  return {
    create: async (asked) => {
      const { token } = asked.data as { readonly token?: unknown };
      if (asked.model !== 'session' || typeof token !== 'string') return adapter.create(asked);
      const data = { ...asked.data, token: hashSessionToken(token) };
      return withToken(await adapter.create({ ...asked, data }), token);
    },
    findOne: async (asked) => {
      const found = await adapter.findOne({ ...asked, where: hashed(asked) });
      if (asked.model !== 'session' || found === null) return found as never;
      return (isTooOld(found) ? null : withToken(found, tokenIn(asked.where))) as never;
    },
    findMany: (asked) => adapter.findMany({ ...asked, where: hashed(asked) }),
    update: async (asked) => {
      const updated = await adapter.update({ ...asked, where: hashed(asked) });
      return (
        asked.model === 'session' && updated !== null
          ? withToken(updated, tokenIn(asked.where))
          : updated
      ) as never;
    },
    updateMany: (asked) => adapter.updateMany({ ...asked, where: hashed(asked) }),
    delete: (asked) => adapter.delete({ ...asked, where: hashed(asked) }),
    deleteMany: (asked) => adapter.deleteMany({ ...asked, where: hashed(asked) }),
    consumeOne: (asked) => adapter.consumeOne({ ...asked, where: hashed(asked) }),
  };
}

function hashed({ model, where = [] }: { model: string; where?: Where[] | undefined }): Where[] {
  if (model !== 'session') return where;
  return where.map((one) => (one.field === 'token' ? { ...one, value: hashValue(one) } : one));
}

function hashValue({ value, operator = 'eq' }: Where): Where['value'] {
  if (operator === 'eq' && typeof value === 'string') return hashSessionToken(value);
  if (operator === 'in' && Array.isArray(value)) {
    return value.map((one) => hashSessionToken(String(one)));
  }
  // Anything else would compare a hash with a token, and find nothing or too much.
  throw new Error(`Sessions are not looked up by ${operator}.`);
}

function tokenIn(where: readonly Where[]): string | null {
  const value = where.find(({ field }) => field === 'token')?.value;
  return typeof value === 'string' ? value : null;
}

function withToken<Row>(row: Row, token: string | null): Row {
  return token === null ? row : { ...row, token };
}

function isTooOld(session: unknown): boolean {
  const { createdAt } = session as { readonly createdAt: Date };
  return createdAt.getTime() < Date.now() - longestLifeInDays * 24 * 60 * 60 * 1000;
}
