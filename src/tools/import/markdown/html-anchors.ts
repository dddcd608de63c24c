import { pageIds } from '#src/shared/html-vocabulary.ts';
import { headingSlugs } from './headings.ts';

/** The ids of HTML elements that may stay. */
export interface Anchors {
  /** The id, once, if something points to it and no heading answers to it; else null. */
  readonly take: (id: string | undefined) => string | null;
}

/**
 * An id stays where a link of the same text points to it: ids of elements that only scripts and
 * styles knew would collide with those of the page around.
 */
export function chooseAnchors(source: string): Anchors {
  const wanted = new Set(
    [...source.matchAll(/(?:\]\(|href\s*=\s*["']?)#([^\s)"'>]+)/gi)].map((match) => match[1] ?? ''),
  );
  if (wanted.size === 0) return { take: () => null };
  const taken = new Set([...pageIds, ...headingSlugs(source)]);
  return {
    take: (id) => {
      if (
        id === undefined ||
        !wanted.has(id) ||
        taken.has(id) ||
        !/^[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(id)
      )
        return null;
      taken.add(id);
      return id;
    },
  };
}
