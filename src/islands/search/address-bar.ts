import {
  asksForSomething,
  formatSearchAddress,
  parseSearchAddress,
  type AddressedQuery,
} from '#src/shared/search/search-address.ts';
import type { SearchQuery } from '#src/shared/search/search-answer.ts';
import { placeNow, type Place } from './place.ts';

/**
 * Keeps the page's address in step with what is asked, and how much of it is seen. What is only being
 * written takes the place of what was being written, never of what was asked: going back leads from
 * question to question.
 */
export class AddressBar {
  /** Whether the address is one that going back should lead to. */
  #isCommitted = false;

  /** What the address asks for. */
  read(): AddressedQuery {
    const addressed = parseSearchAddress(location.search);
    this.#isCommitted = asksForSomething(addressed.query);
    return addressed;
  }

  write(query: SearchQuery, how: 'asked' | 'being-written'): void {
    const isAsked = how === 'asked';
    const address = formatSearchAddress(query);
    if (address === formatSearchAddress(parseSearchAddress(location.search).query)) {
      this.#isCommitted ||= isAsked;
      return;
    }
    const isNew = isAsked || this.#isCommitted;
    // Where a reader comes back to.
    if (isNew) keepPlace();
    change(isNew ? 'pushState' : 'replaceState', null, address);
    this.#isCommitted = isAsked;
  }

  /** As many results are there again when a reader comes back from one of them. */
  writeShown(query: SearchQuery, shown: number): void {
    change('replaceState', history.state, formatSearchAddress(query, { shown }));
  }
}

/** Notes where a reader is: the browser cannot go there again before the results are there. */
export function keepPlace(): void {
  change('replaceState', placeNow(), location.search + location.hash);
}

/** Where the reader was who has come back to this entry of the history; null for a new one. */
export function keptPlace(): Place | null {
  // What stands there was written above.
  const state = history.state as Place | null;
  return typeof state?.top === 'number' ? state : null;
}

/** Browsers refuse what they find too much of; then the address stays behind until the next time. */
function change(how: 'pushState' | 'replaceState', state: unknown, address: string): void {
  try {
    history[how](state, '', location.pathname + address);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}
