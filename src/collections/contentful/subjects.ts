import { makeSlug } from '#src/collections/short-text.ts';
import type { z } from 'astro/zod';
import type { FieldSource } from '#src/collections/schemas/contentful.ts';
import {
  authorSchema,
  seriesSchema,
  topicSchema,
  type Author,
  type Series,
  type Topic,
} from '#src/collections/schemas/people-and-subjects.ts';
import { slugPattern } from '#src/collections/schemas/fields.ts';
import type { Problem } from '#src/collections/reading/problems.ts';
import { checkEntryFields, type Origins } from './entry-problems.ts';
import { readText, readValue } from './read-value.ts';
import type { SpaceReading } from './reading.ts';
import { typeIdOf, type ContentfulEntry } from './space.ts';

/** Authors, topics or series of a space. */
export interface Subjects<Subject> {
  /** By the ids that articles name. */
  readonly byId: Map<string, Subject>;
  /** Ids, by the ids of their entries. */
  readonly idOf: ReadonlyMap<string, string>;
}

export interface SpaceSubjects {
  readonly authors: Subjects<Author>;
  readonly topics: Subjects<Topic>;
  readonly series: Subjects<Series>;
}

/** Reads who and what the articles of a space may name. */
export function readSpaceSubjects(
  reading: SpaceReading,
  origins: Origins,
  report: (problem: Problem) => void,
): SpaceSubjects {
  const { authors, topics, series } = reading.mapping;
  const common = { reading, origins, report };
  return {
    authors: readKind(authors, { ...common, name: 'name', schema: authorSchema }),
    topics: readKind(topics, { ...common, name: 'name', schema: topicSchema }),
    series: readKind(series, { ...common, name: 'title', schema: seriesSchema }),
  };
}

interface Kind<Schema> {
  /** The field that is its name. */
  readonly name: string;
  readonly schema: Schema;
  readonly reading: SpaceReading;
  readonly origins: Origins;
  readonly report: (problem: Problem) => void;
}

interface SubjectType {
  readonly type: string;
  readonly fields: Readonly<Record<string, FieldSource>>;
}

function readKind<Schema extends z.ZodType>(
  { type, fields }: SubjectType,
  { name, schema, reading, origins, report }: Kind<Schema>,
): Subjects<z.output<Schema>> {
  const byId = new Map<string, z.output<Schema>>();
  const idOf = new Map<string, string>();
  for (const entry of reading.space.entries.values()) {
    if (typeIdOf(entry) !== type) continue;
    const id = idFor(entry, { fields, name, reading });
    const file = origins.add(entry, null, { sources: fields, isMarkdown: false });
    const refuse = (found: string, wanted: string): void =>
      report({ file, line: null, field: 'slug', found, wanted });
    if (id === null) {
      const wanted = `a ${name}, or a slug in small letters, digits and hyphens`;
      refuse('neither a name nor a slug that addresses can have', wanted);
      continue;
    }
    if (byId.has(id)) {
      refuse(`${id}, which another has too`, 'one of its own');
      continue;
    }
    const value = withoutNothing({
      [name]: inAllLanguages(entry, fields[name], { longest: 120, reading }),
      bio: inAllLanguages(entry, fields['bio'], { longest: 500, reading }),
      description: inAllLanguages(entry, fields['description'], {
        longest: type === reading.mapping.topics.type ? 300 : 500,
        reading,
      }),
      kind: plain(entry, fields['kind'], reading),
      url: plain(entry, fields['url'], reading),
    });
    const subject = checkEntryFields(schema, value, { file, report });
    if (subject === null) continue;
    byId.set(id, subject);
    idOf.set(entry.sys.id, id);
  }
  return { byId, idOf };
}

interface IdSource {
  readonly fields: SubjectType['fields'];
  readonly name: string;
  readonly reading: SpaceReading;
}

function idFor(entry: ContentfulEntry, { fields, name, reading }: IdSource): string | null {
  const written = plain(entry, fields['slug'], reading) ?? plain(entry, fields[name], reading);
  const id = typeof written === 'string' ? makeSlug(written) : '';
  return slugPattern.test(id) ? id : null;
}

function plain(
  entry: ContentfulEntry,
  source: FieldSource | undefined,
  { locales }: SpaceReading,
): unknown {
  const [first] = locales;
  return source === undefined || !first ? null : readValue(entry, source, first);
}

/** A text where it is the same in all languages, else one for each. */
function inAllLanguages(
  entry: ContentfulEntry,
  source: FieldSource | undefined,
  { longest, reading }: { readonly longest: number; readonly reading: SpaceReading },
): unknown {
  if (source === undefined) return null;
  const texts = reading.locales.flatMap((locale) => {
    // A biography is cut without being asked: it is a paragraph of an author's page, and no article.
    const isLong = typeof source === 'string' && longest >= 300;
    const cut = isLong ? { field: source, shorten: true } : source;
    const text = readText(entry, cut, { locale, longest });
    return text === null || text === '' ? [] : [[locale.code, text] as const];
  });
  const [first] = texts;
  if (!first) return null;
  return texts.every(([, text]) => text === first[1]) ? first[1] : Object.fromEntries(texts);
}

function withoutNothing(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
