import { coverAddressPattern } from '#src/collections/schemas/articles.ts';
import { slugPattern } from '#src/collections/schemas/fields.ts';
import { checkNamed, type NamedSubjects, type ReadContent } from './check-references.ts';
import { findPicture } from './find-picture.ts';
import type { WrittenEntry } from './read-entries.ts';
import { checkAddresses, type RenderSource } from './render-entry.ts';

/**
 * Checks what can be checked of texts whose front matter is wrong: whom they name, where they link,
 * what they show. Else an author who has mended one field would be told of the next mistake.
 */
export async function checkBroken(
  entries: readonly WrittenEntry<unknown>[],
  content: ReadContent,
  source: RenderSource,
): Promise<void> {
  for (const entry of entries) {
    const { fields, file, lineOf } = entry;
    if (file.startsWith('articles/')) checkNamed(entry, namedIn(fields), { content, ...source });
    const url = propertyOf(propertyOf(fields, 'cover'), 'src');
    if (typeof url === 'string' && coverAddressPattern.test(url)) {
      const field = 'cover.src';
      await findPicture({ url, file, line: lineOf(['cover', 'src']), field }, source);
    }
    await checkAddresses(entry, source);
  }
}

/** The ids that look like some; whatever else stands there has been reported. */
function namedIn(fields: unknown): NamedSubjects {
  const series = propertyOf(propertyOf(fields, 'series'), 'id');
  return {
    authors: idsIn(propertyOf(fields, 'authors')),
    topics: idsIn(propertyOf(fields, 'topics')),
    series: isId(series) ? { id: series } : undefined,
  };
}

function idsIn(value: unknown): string[] {
  return Array.isArray(value) && value.every(isId) ? value : [];
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && slugPattern.test(value);
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
