import type { z } from 'astro/zod';
import type { FieldSource } from '#src/collections/schemas/contentful.ts';
import { checkFields } from '#src/collections/reading/yaml-fields.ts';
import type { Problem } from '#src/collections/reading/problems.ts';
import type { MatchedLocale } from './locales.ts';
import { fieldOf } from './read-value.ts';
import { typeIdOf, type ContentfulEntry, type ContentfulSpace } from './space.ts';

/*
 * An entry has no file and no lines. In lists of problems it is named by its title, its type and its
 * id, its fields by the names that they have in the space, and a link leads to it in the web app.
 */

type Sources = Readonly<Record<string, FieldSource>>;

/** Where a problem's place is looked up that checks for files have told of. */
interface Origin {
  readonly open: string;
  readonly sources: Sources;
  /** Whether lines of its text are lines that its author sees. */
  readonly isMarkdown: boolean;
}

/** Knows the entries that problems are told of, by the names they have in lists of problems. */
export interface Origins {
  /** Answers the name of an entry, each its own: the `file` of problems in it. */
  readonly add: (
    entry: ContentfulEntry,
    locale: MatchedLocale | null,
    known: Omit<Origin, 'open'>,
  ) => string;
  /** Tells of a problem that was found by what is known of files; others stay as they are. */
  readonly explain: (problem: Problem) => Problem;
}

export function createOrigins(space: ContentfulSpace): Origins {
  const origins = new Map<string, Origin>();
  return {
    add: (entry, locale, known) => {
      const label = labelOf(entry, locale);
      origins.set(label, { ...known, open: webAppLink(space, entry) });
      return label;
    },
    explain: (problem) => {
      const origin = origins.get(problem.file);
      return origin ? explainAt(origin, problem) : problem;
    },
  };
}

/** Checks the fields of an entry; those of files are checked in the same way. */
export function checkEntryFields<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  target: { readonly file: string; readonly report: (problem: Problem) => void },
): z.output<Schema> | null {
  return checkFields(schema, { value, lineOf: () => 0 }, target);
}

function explainAt({ open, sources, isMarkdown }: Origin, problem: Problem): Problem {
  const [ours = '', ...rest] = problem.field?.split('.') ?? [];
  const source = Object.hasOwn(sources, ours) ? sources[ours] : undefined;
  // What is not a field of the entry is a mark in its text.
  const name = source === undefined ? sources['body'] : source;
  const theirs = name === undefined ? null : fieldOf(name);
  const field = [theirs ?? ours, ...rest].filter(Boolean).join('.');
  const line = problem.line !== null && problem.line > 0 && isMarkdown ? problem.line : null;
  const place = line === null ? field : `${field}, line ${line}`;
  const mark = source === undefined && ours !== '' && theirs !== null ? ` (${ours})` : '';
  return { ...problem, line: null, field: `${place}${mark}` || null, open };
}

const longestTitle = 60;

function labelOf(entry: ContentfulEntry, locale: MatchedLocale | null): string {
  const names = [typeIdOf(entry), entry.sys.id, ...(locale ? [locale.code] : [])];
  const title = titleOf(entry);
  return `Contentful${title === '' ? '' : ` “${title}”`} (${names.join(', ')})`;
}

/** Whatever its title is called: the first of the usual names, or the first short text. */
function titleOf({ fields }: ContentfulEntry): string {
  const texts = ['title', 'name', 'headline', ...Object.keys(fields)].flatMap((name) => {
    const byLocale = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const text = Object.values(byLocale ?? {}).find((value) => typeof value === 'string');
    return text === undefined ? [] : [text];
  });
  // Control characters would write over the terminal that shows it.
  const line = (texts[0] ?? '').replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return line.length > longestTitle ? `${line.slice(0, longestTitle)}…` : line;
}

/** Where an entry is edited. */
function webAppLink(
  { id, environment }: Pick<ContentfulSpace, 'id' | 'environment'>,
  { sys }: ContentfulEntry,
): string {
  const names = [id, environment, sys.id].map((name) => encodeURIComponent(name));
  return `https://app.contentful.com/spaces/${names[0]}/environments/${names[1]}/entries/${names[2]}`;
}
