import { makeSlug } from '#src/collections/short-text.ts';
import type { ArticleType } from '#src/collections/schemas/contentful.ts';
import { slugPattern } from '#src/collections/schemas/fields.ts';
import { readText, readValue } from './read-value.ts';
import { readEmbedded } from './embedded-entry.ts';
import type { ArticleReading } from './reading.ts';
import { isLink, type ContentfulEntry } from './space.ts';
import type { SpaceSubjects, Subjects } from './subjects.ts';

/**
 * The fields of an entry as front matter has them, to pass the same schema: what is wrong is said in
 * the same words.
 */
export function contentfulEntryToFields(
  entry: ContentfulEntry,
  { fields }: ArticleType,
  { reading, subjects }: { readonly reading: ArticleReading; readonly subjects: SpaceSubjects },
): Record<string, unknown> {
  const { locale } = reading;
  const value = (name: keyof typeof fields): unknown => readValue(entry, fields[name], locale);
  const line = (name: keyof typeof fields): unknown =>
    readText(entry, fields[name], { locale, longest: 200 });
  const all = {
    title: line('title'),
    description: line('description'),
    publishedAt: value('publishedAt'),
    updatedAt: laterThan(value('publishedAt'), value('updatedAt'), fields.updatedAt),
    authors: idsOf(value('authors'), 'authors', { reading, subjects: subjects.authors }),
    topics: idsOf(value('topics'), 'topics', { reading, subjects: subjects.topics }),
    series: seriesOf(value('series'), value('seriesPart'), { reading, subjects: subjects.series }),
    cover: coverOf(value('cover'), reading),
    access: value('access'),
    canonicalUrl: value('canonicalUrl'),
    redirectFrom: value('redirectFrom'),
    comments: value('comments'),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, one]) => one !== null && one !== undefined && one !== ''),
  );
}

/** When an entry was last saved says nothing where that was before it was published. */
function laterThan(publishedAt: unknown, updatedAt: unknown, source: unknown): unknown {
  if (source !== 'sys.updatedAt') return updatedAt;
  const [begun, changed] = [publishedAt, updatedAt].map((text) => new Date(String(text)).getTime());
  return begun !== undefined && changed !== undefined && changed > begun ? updatedAt : null;
}

interface Naming {
  readonly reading: ArticleReading;
  readonly subjects: Subjects<{ name: unknown } | { title: unknown }>;
}

type SubjectField = 'authors' | 'topics' | 'series';

/** Ids of entries that are linked, and of names that are only written. */
function idsOf(value: unknown, field: SubjectField, naming: Naming): unknown {
  if (value === null) return null;
  const items = Array.isArray(value) ? value : [value];
  const ids = items.flatMap((item) => idOf(item, field, naming) ?? []);
  return [...new Set(ids)];
}

function idOf(item: unknown, field: SubjectField, naming: Naming): string | null {
  const { reading, subjects } = naming;
  if (typeof item === 'string') return idOfName(item, field, naming);
  const id = isLink(item, 'Entry') ? subjects.idOf.get(item.sys.id) : undefined;
  if (id !== undefined) return id;
  const told = isLink(item, 'Entry')
    ? `the entry ${item.sys.id}, which is not published or of another content type`
    : 'neither an entry nor a name';
  reading.miss({ field, found: told, wanted: `a published entry of the content type of ${field}` });
  return null;
}

/** A name that nobody has described yet stands for itself. */
function idOfName(name: string, field: SubjectField, { reading, subjects }: Naming): string | null {
  const id = makeSlug(name);
  if (!slugPattern.test(id)) {
    reading.refuse({
      field,
      found: `${JSON.stringify(name)}, which no address can have`,
      wanted: 'a name with letters or digits',
    });
    return null;
  }
  if (!subjects.byId.has(id)) {
    const label = field === 'series' ? { title: name.trim() } : { name: name.trim() };
    subjects.byId.set(id, field === 'authors' ? ({ ...label, kind: 'person' } as never) : label);
  }
  return id;
}

function seriesOf(value: unknown, part: unknown, naming: Naming): unknown {
  if (value === null) return null;
  const id = idOf(Array.isArray(value) ? value[0] : value, 'series', naming);
  return id === null ? null : { id, ...(part === null ? {} : { part }) };
}

/** A picture, or an entry with one; what is not published is left out. */
function coverOf(value: unknown, reading: ArticleReading): unknown {
  const miss = (id: string): null => {
    const found = `${id}, which is not published or no picture`;
    reading.miss({ field: 'cover', found, wanted: 'a published picture' });
    return null;
  };
  if (isLink(value, 'Asset')) {
    const asset = reading.asset(value.sys.id);
    if (asset?.kind !== 'picture') return miss(`the asset ${value.sys.id}`);
    return { src: asset.picture.base, alt: asset.alt };
  }
  if (isLink(value, 'Entry')) {
    const entry = reading.space.entries.get(value.sys.id);
    const picture = entry ? readEmbedded(entry, reading) : null;
    if (picture?.kind !== 'picture') return miss(`the entry ${value.sys.id}`);
    const { src, alt, caption, credit } = picture;
    return { src, alt, ...(caption ? { caption } : {}), ...(credit ? { credit } : {}) };
  }
  return value;
}
