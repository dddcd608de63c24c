import { compare } from '#src/collections/reading/problems.ts';

/** An article that wants a slug. */
export interface SlugWish {
  readonly file: string;
  readonly wishedSlug: string;
  readonly publishedAt: string;
}

/**
 * Gives each article a slug of its own. Of several that wish for the same one, the article that had
 * it at the last import keeps it, else the oldest gets it; the others get their date, or a number, behind it.
 */
export function assignSlugs(
  wishes: readonly SlugWish[],
  taken: ReadonlySet<string>,
  before: ReadonlyMap<string, string>,
): Map<string, string> {
  const used = new Set(taken);
  const slugs = new Map<string, string>();
  const give = ({ file }: SlugWish, slug: string): void => {
    used.add(slug);
    slugs.set(file, slug);
  };
  const sorted = wishes.toSorted(
    (a, b) => compare(a.publishedAt, b.publishedAt) || compare(a.file, b.file),
  );
  const isSame = (wish: SlugWish): boolean =>
    before.get(wish.file)?.startsWith(wish.wishedSlug) ?? false;
  for (const wish of sorted.filter((one) => isSame(one))) {
    const slug = before.get(wish.file);
    if (slug !== undefined && !used.has(slug)) give(wish, slug);
  }
  for (const wish of sorted.filter(({ file }) => !slugs.has(file)))
    give(wish, freeSlug(wish, used));
  return slugs;
}

function freeSlug({ wishedSlug, publishedAt }: SlugWish, used: ReadonlySet<string>): string {
  const dated = `${wishedSlug}-${publishedAt.slice(0, 10)}`;
  if (!used.has(wishedSlug)) return wishedSlug;
  if (!used.has(dated)) return dated;
  for (let number = 2; ; number += 1) {
    const numbered = `${dated}-${number}`;
    if (!used.has(numbered)) return numbered;
  }
}
