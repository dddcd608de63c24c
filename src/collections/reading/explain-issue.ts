import { z } from 'astro/zod';
import { quoteValue } from './problems.ts';

/** A field that is wrong, what stands there and what would be right. */
export interface FieldProblem {
  readonly path: readonly PropertyKey[];
  readonly found: string;
  readonly wanted: string;
}

interface Checked {
  readonly schema: z.ZodType;
  readonly value: unknown;
}

/** Puts what zod found into words for the person who wrote the file. */
export function explainIssue(issue: z.core.$ZodIssue, { schema, value }: Checked): FieldProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(schema, issue.path);
    const wanted =
      known.length > 0
        ? `one of ${known.join(', ')}`
        : 'a field that exists, rightly spelt, or none';
    return issue.keys.map((key) => ({
      path: [...issue.path, key],
      found: `an unknown field "${key}"`,
      wanted,
    }));
  }
  if (issue.code === 'invalid_key') {
    const found = `the name ${quoteValue(issue.path.at(-1))}`;
    return [{ path: issue.path, found, wanted: issue.issues[0]?.message ?? issue.message }];
  }
  const found = valueAt(value, issue.path);
  const isMissing = found === undefined || found === null;
  return [
    { path: issue.path, found: isMissing ? 'nothing' : quoteValue(found), wanted: issue.message },
  ];
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key))
      return undefined;
    current = Reflect.get(current, key);
  }
  return current;
}

/** The names of the fields that the schema has at `path`. */
function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: unknown = unwrap(schema);
  for (const key of path) {
    if (current instanceof z.ZodObject) current = unwrap(current.shape[String(key)]);
    else if (current instanceof z.ZodArray) current = unwrap(current.element);
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : [];
}

function unwrap(schema: unknown): unknown {
  const isWrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault;
  return isWrapped ? unwrap(schema.unwrap()) : schema;
}
