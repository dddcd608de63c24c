/*
 * Where a reader is in the results, so as to bring them there again once the results are: one who
 * comes back, and one who has read on in what a function has served. Unless they have moved meanwhile.
 */
export interface Place {
  /** How far the page is scrolled. */
  readonly top: number;
  /** The first result in view, counted from 0, and how far from the window's top: lines may break elsewhere. */
  readonly result: number;
  readonly offset: number;
}

let goal: Place | null = null;

export function placeNow(): Place {
  const links = [...document.querySelectorAll('a[data-result]')];
  const result = links.findIndex((link) => link.getBoundingClientRect().bottom > 0);
  return { top: scrollY, result, offset: links[result]?.getBoundingClientRect().top ?? 0 };
}

/** Notes where to go once the results are there; null for nowhere. */
export function comeBackTo(place: Place | null): void {
  goal = place;
  for (const kind of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
    addEventListener(kind, stayHere, { passive: true, once: true });
  }
}

/** The page is about to be shorter for a moment, for which the browser would scroll up. */
export function holdPlace(): void {
  if (!goal) comeBackTo(placeNow());
}

/** Goes to the place, if one is to be gone to. */
export function comeBack(): void {
  if (!goal) return;
  const { top, result, offset } = goal;
  const link = document.querySelectorAll('a[data-result]')[result];
  const to = link && top > 0 ? scrollY + link.getBoundingClientRect().top - offset : top;
  scrollTo({ top: to, behavior: 'instant' });
  stayHere();
}

function stayHere(): void {
  goal = null;
}

/** Whether nobody but the browser has moved the page since it was loaded for a reader who comes back. */
export function isUntouched({ top }: Place): boolean {
  const { scrollHeight, clientHeight } = document.documentElement;
  return scrollY === 0 || Math.abs(scrollY - top) < 2 || top > scrollHeight - clientHeight;
}
