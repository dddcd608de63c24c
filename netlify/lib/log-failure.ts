import { DrizzleQueryError } from 'drizzle-orm';
import { SettingError } from '#netlify/lib/env.ts';

/**
 * Writes a failure into the log. What drizzle says of a query repeats its values, which are readers'
 * addresses: what Postgres said is written instead.
 */
export function logFailure(what: string, error: unknown): void {
  console.error(what, withoutValues(error));
}

function withoutValues(error: unknown): unknown {
  // A sentence for the owner: where in the program it was is nothing to them.
  if (error instanceof SettingError) return error.message;
  if (error instanceof DrizzleQueryError) return withoutDetail(error.cause ?? 'A query failed.');
  if (error instanceof Error && error.cause instanceof DrizzleQueryError) {
    return new Error(error.message, { cause: withoutDetail(error.cause.cause) });
  }
  return withoutDetail(error);
}

/** Postgres' details name the row that was in the way. */
function withoutDetail(error: unknown): unknown {
  if (!(error instanceof Error) || !('detail' in error)) return error;
  const code = 'code' in error ? String(error.code) : 'unknown';
  return new Error(`${error.name} ${code}: ${error.message}`);
}
