import {
  asksForSomething,
  formatSearchAddress,
  parseSearchAddress,
  type AddressedQuery,
} from '#src/shared/search/search-address.ts';
import type { SearchQuery } from '#src/shared/search/search-answer.ts';

/**
 * Keeps the page's address in step with what is asked. What is only being written takes the place of
 * what was being written, never of what was asked: going back leads from question to question.
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
    if (address === location.search) {
      this.#isCommitted ||= isAsked;
      return;
    }
    const url = location.pathname + address;
    if (isAsked || this.#isCommitted) history.pushState(null, '', url);
    else history.replaceState(null, '', url);
    this.#isCommitted = isAsked;
  }
}
