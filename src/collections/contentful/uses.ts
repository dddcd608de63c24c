import {
  linkIn,
  typeIdOf,
  versionOf,
  type ContentfulEntry,
  type ContentfulSpace,
} from './space.ts';

/**
 * Everything that an article is made of, by id: the entry, what stands in it, and what it names, each
 * with its version, or null where it is not published. Of other articles only they themselves: a link
 * shows their title, not what they are made of.
 */
export function findUses(
  entry: ContentfulEntry,
  space: ContentfulSpace,
  articleTypes: ReadonlySet<string>,
): Map<string, string | null> {
  const uses = new Map([[entry.sys.id, versionOf(entry) as string | null]]);
  const rest: unknown[] = [entry.fields];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value !== 'object' || value === null) continue;
    const link = linkIn(value);
    if (link === null) {
      for (const one of Object.values(value)) rest.push(one);
      continue;
    }
    if (uses.has(link.id)) continue;
    const entryOfLink = link.type === 'Entry' ? space.entries.get(link.id) : undefined;
    const target = link.type === 'Asset' ? space.assets.get(link.id) : entryOfLink;
    uses.set(link.id, target ? versionOf(target) : null);
    if (entryOfLink && !articleTypes.has(typeIdOf(entryOfLink))) rest.push(entryOfLink.fields);
  }
  return uses;
}
