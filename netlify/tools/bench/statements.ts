import { Client } from 'pg';

/*
 * Every statement that goes to the database through `pg`, whoever sends it: counted, and the first of
 * each wording kept, so that the plans that are looked at are those of the functions themselves.
 */

export interface Statement {
  /** What was being done when it was first sent. */
  readonly path: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface Counts {
  /** But for those that begin and end transactions. */
  readonly statements: number;
  readonly transactions: number;
}

export interface Recorder {
  /** Keeps statements under this name from now on; none where it is null. */
  keepAs: (path: string | null) => void;
  counts: () => Counts;
  kept: () => readonly Statement[];
}

const framing = /^\s*(?:begin|start transaction|commit|rollback)\b/iu;

/** Begins to listen, until the process ends. */
export function recordStatements(): Recorder {
  const kept = new Map<string, Statement>();
  let path: string | null = null;
  let statements = 0;
  let transactions = 0;
  const note = (query: unknown, given: unknown): void => {
    const { text, values } = statementOf(query, given);
    if (framing.test(text)) {
      transactions += /^\s*(?:begin|start)/iu.test(text) ? 1 : 0;
      return;
    }
    statements += 1;
    if (path !== null && !kept.has(text)) kept.set(text, { path, text, values });
  };
  // Its overloads are more than is needed here: what comes in is passed on as it is.
  const prototype = Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function queryNoted(this: Client, ...args: unknown[]): unknown {
    note(args[0], args[1]);
    return query.apply(this, args);
  };
  return {
    keepAs: (name) => {
      path = name;
    },
    counts: () => ({ statements, transactions }),
    kept: () => [...kept.values()],
  };
}

export function since(before: Counts, { statements, transactions }: Counts): Counts {
  return {
    statements: statements - before.statements,
    transactions: transactions - before.transactions,
  };
}

/** `pg` takes a text, or an object with one; values beside it or in it. */
function statementOf(query: unknown, given: unknown): Omit<Statement, 'path'> {
  if (typeof query === 'string') return { text: query, values: listOf(given) };
  const { text = '', values = given } = query as { text?: string; values?: unknown };
  return { text, values: listOf(values) };
}

function listOf(values: unknown): readonly unknown[] {
  return Array.isArray(values) ? values : [];
}
