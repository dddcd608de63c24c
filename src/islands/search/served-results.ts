import { withToggled } from '#src/shared/search/search-address.ts';
import { facetNames, type SearchQuery } from '#src/shared/search/search-answer.ts';
import { holdPlace } from './place.ts';

/*
 * What a function put into the page for readers without JavaScript. Those with it may have begun to
 * read it, and to narrow it down, before the box was awake.
 */

/** Takes it away. */
export function clearServedResults(): void {
  const served = document.getElementById('results');
  if (!served?.hasChildNodes()) return;
  holdPlace();
  served.replaceChildren();
}

/** The query with what a reader has chosen in it, but not sent; the same where nothing is. */
export function withServedChoices(query: SearchQuery): SearchQuery {
  const boxes = document.querySelectorAll<HTMLInputElement>('#results [type=checkbox]');
  return [...boxes]
    .filter((box) => box.checked !== box.defaultChecked)
    .reduce((narrowed, { name, value }) => {
      const facet = facetNames.find((one) => one === name);
      return facet ? withToggled(narrowed, facet, value) : narrowed;
    }, query);
}
