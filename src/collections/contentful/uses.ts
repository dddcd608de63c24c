import {
  linkIn,
  typeIdOf,
  versionOf,
  type ContentfulAsset,
  type ContentfulEntry,
  type ContentfulSpace,
} from './space.ts';

/** What an article may be made of. */
type Parts = Pick<ContentfulSpace, 'entries' | 'assets'>;

type FoundLink = NonNullable<ReturnType<typeof linkIn>>;

/**
 * Everything that an article is made of, by id: the entry, what stands in it, and what it names, each
 * with its version, or null where it is not published. Of other articles only they themselves: a link
 * shows their title, not what they are made of.
 */
export function findUses(
  entry: ContentfulEntry,
  parts: Parts,
  articleTypes: ReadonlySet<string>,
): Map<string, string | null> {
  const uses = new Map([[entry.sys.id, versionOf(entry) as string | null]]);
  tellUses(entry, { parts, articleTypes }, ({ id }, target) => {
    uses.set(id, target ? versionOf(target) : null);
  });
  return uses;
}

/** What an article links to, itself or in what stands in it, that is not there. */
export function findMissing(
  entry: ContentfulEntry,
  parts: Parts,
  articleTypes: ReadonlySet<string>,
): FoundLink[] {
  const missing: FoundLink[] = [];
  tellUses(entry, { parts, articleTypes }, (link, target) => {
    if (!target) missing.push(link);
  });
  return missing;
}

/** Tells of each link once, with what it leads to, and of the links in that. */
function tellUses(
  entry: ContentfulEntry,
  { parts, articleTypes }: { readonly parts: Parts; readonly articleTypes: ReadonlySet<string> },
  tell: (link: FoundLink, target: ContentfulEntry | ContentfulAsset | undefined) => void,
): void {
  const seen = new Set([entry.sys.id]);
  const rest: unknown[] = [entry.fields];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value !== 'object' || value === null) continue;
    const link = linkIn(value);
    if (link === null) {
      for (const one of Object.values(value)) rest.push(one);
      continue;
    }
    if (seen.has(link.id)) continue;
    seen.add(link.id);
    const entryOfLink = link.type === 'Entry' ? parts.entries.get(link.id) : undefined;
    tell(link, link.type === 'Asset' ? parts.assets.get(link.id) : entryOfLink);
    if (entryOfLink && !articleTypes.has(typeIdOf(entryOfLink))) rest.push(entryOfLink.fields);
  }
}
