import {
  asksForSomething,
  formatSearchAddress,
  longestText,
  withoutUnknown,
} from '#src/shared/search/search-address.ts';
import {
  searchOrders,
  type FacetName,
  type FacetValue,
  type Search,
  type SearchAnswer,
  type SearchHit,
  type SearchQuery,
  type Stretch,
} from '#src/shared/search/search-answer.ts';
import {
  countResults,
  firstValues,
  formatDay,
  labelOf,
  offeredFacets,
  pageLength,
} from '#src/shared/search/results-in-words.ts';
import { fill } from '#src/shared/strings/fill.ts';
import type { SearchSettings } from '#src/shared/search/search-settings.ts';
import { html, type Html } from '#src/shared/html.ts';

type FacetValues = ReadonlyMap<FacetName, readonly FacetValue[]>;

export interface AskedQuery {
  readonly query: SearchQuery;
  /** How many results come on the pages before. */
  readonly from: number;
  /** How many results are to be shown. */
  readonly count: number;
  /** Whether the text was longer than what is searched for. */
  readonly isCut: boolean;
}

/** Results as the island shows them, and a form to narrow them down. */
export async function renderResults(
  asked: AskedQuery,
  search: Search,
  settings: SearchSettings,
): Promise<Html> {
  const { words } = settings;
  const answer = await search.find(asked.query);
  const query = withoutUnknown(asked.query, answer.unknown);
  const lastPage = Math.max(0, Math.ceil(answer.total / pageLength) - 1);
  const from = Math.min(asked.from, lastPage * pageLength);
  const to = Math.min(from + asked.count, answer.total);
  const [facets, hits] = await Promise.all([answer.facets(), answer.show(from, to)]);
  const notices = html`${asked.isCut ? html`<p class="notice">${fill(words.cut, { count: longestText })}</p>` : null}
  ${renderUnknown(answer, settings)}`;
  const narrow = renderFacets(query, { answer, facets }, settings);
  if (answer.total === 0) return html`${notices}${narrow}${renderNothing(query, answer, settings)}`;
  const complete = hits.filter(({ isComplete }) => isComplete);
  const partial = hits.filter(({ isComplete }) => !isComplete);
  const partialHeading = answer.complete > 0 ? words.partial : words['partial.only'];
  return html`${notices}
    <div class="found">
      ${narrow}
      <div class="results">
        <div class="results-head">
          <h2 class="furniture">
            ${fillWithAsked(countResults(settings, answer.total, answer.text), answer.text)}
          </h2>
        </div>
        ${renderCorrection(query, answer, settings)}
        ${renderSuggestions(query, answer.suggestions, settings)} ${renderHits(complete, settings)}
        ${partial.length > 0 ? html`<h2 class="partial">${partialHeading}</h2>` : null}
        ${renderHits(partial, settings)}
        ${renderPages(query, { from, to, total: answer.total }, settings)}
      </div>
    </div>`;
}

/** Values in the address that mean nothing here. */
function renderUnknown({ unknown }: SearchAnswer, { words }: SearchSettings): Html | null {
  if (unknown.length === 0) return null;
  const sentences = unknown.map(
    ({ name, value }) => html`<p>${fillWithAsked(words[`unknown.${name}`], value)}</p>`,
  );
  return html`<div class="notice">${sentences}</div>`;
}

/** Writes what was asked into a sentence, so that its direction cannot turn the rest around. */
function fillWithAsked(sentence: string, text: string): Html {
  const asked = html`<q><bdi>${text}</bdi></q>`;
  const [before = '', ...after] = sentence.split(/\{(?:text|value)\}/u);
  return html`${before}${after.map((rest) => html`${asked}${rest}`)}`;
}

function renderCorrection(
  query: SearchQuery,
  { isCorrected, text }: SearchAnswer,
  { words, path }: SearchSettings,
): Html | null {
  if (!isCorrected) return null;
  const verbatim = path + formatSearchAddress({ ...query, verbatim: true });
  return html`<p class="corrected">
    ${fillWithAsked(words.corrected, text)}
    <a rel="nofollow" href="${verbatim}">${fillWithAsked(words.verbatim, query.text)}</a>
  </p>`;
}

function renderNothing(
  query: SearchQuery,
  { suggestions }: SearchAnswer,
  settings: SearchSettings,
): Html | null {
  const { words } = settings;
  if (!asksForSomething(query)) return null;
  const heading = query.text.trim() === '' ? words['none.chosen'] : words.none;
  return html`<div class="empty">
    <h2>${fillWithAsked(heading, query.text)}</h2>
    ${renderSuggestions(query, suggestions, settings)}
    <p>${query.chosen.size > 0 ? words['none.filters'] : words['none.advice']}</p>
  </div>`;
}

/** What may have been meant instead. */
function renderSuggestions(
  query: SearchQuery,
  suggestions: readonly string[],
  { words, path }: SearchSettings,
): Html | null {
  const links = suggestions.map((text, place) => {
    const address = path + formatSearchAddress({ ...query, text, verbatim: false });
    return html`${place > 0 ? ', ' : ' '}<a rel="nofollow" href="${address}"
        ><bdi>${text}</bdi></a
      >`;
  });
  return links.length > 0 ? html`<p>${words.suggestions}:${links}</p>` : null;
}

function renderHits(hits: readonly SearchHit[], settings: SearchSettings): Html | null {
  return hits.length === 0
    ? null
    : html`<ol class="hits">
        ${hits.map((hit) => renderHit(hit, settings))}
      </ol>`;
}

function renderHit(hit: SearchHit, { words, formats }: SearchSettings): Html {
  const { url, title, excerpt, sections, topics, authors, date } = hit;
  const links = sections.map(
    (section) => html`<li><a href="${section.url}">${stretches(section.title)}</a></li>`,
  );
  const day = date === null ? null : formatDay(date, formats);
  return html`<li class="hit">
    ${topics.length > 0 ? html`<p class="kicker">${topics.join(', ')}</p>` : null}
    <h3><a href="${url}">${stretches(title)}</a></h3>
    <p class="excerpt">${stretches(excerpt)}</p>
    ${
      links.length > 0
        ? html`<ul class="sections" aria-label="${words.sections}">
            ${links}
          </ul>`
        : null
    }
    ${
      day === null && authors.length === 0
        ? null
        : html`<p class="furniture dotted">
            ${authors.length > 0 ? html`<bdi>${authors.join(', ')}</bdi>` : null}
            ${day === null ? null : html`<time datetime="${date}">${day}</time>`}
          </p>`
    }
  </li>`;
}

function stretches(all: readonly Stretch[]): Html[] {
  return all.map(({ text, isMatch }) => (isMatch ? html`<mark>${text}</mark>` : html`${text}`));
}

/** A form of its own: what is chosen is sent together, with the words. Nothing where it would change nothing. */
function renderFacets(
  query: SearchQuery,
  { answer, facets }: { readonly answer: SearchAnswer; readonly facets: FacetValues },
  settings: SearchSettings,
): Html | null {
  const { words, path } = settings;
  const offered = offeredFacets(query, facets);
  if (offered.length === 0 && answer.total < 2) return null;
  return html`<details class="facets" ${query.chosen.size > 0 ? html`open` : null}>
    <summary class="kicker">${words.filters}</summary>
    <form method="get" action="${path}">
      <p class="kicker">${words.filters}</p>
      <input type="hidden" name="q" value="${query.text}" />
      ${query.verbatim ? html`<input type="hidden" name="verbatim" value="1" />` : null}
      ${offered.map(({ name, values }) => renderFacet(query, { name, values }, settings))}
      <label class="furniture order"
        >${words.sort}
        <select name="sort">
          ${searchOrders.map(
            (order) =>
              html`<option value="${order}" ${order === query.order ? html`selected` : null}>
                ${words[`sort.${order}`]}
              </option>`,
          )}
        </select></label
      >
      <button>${words.submit}</button>
    </form>
  </details>`;
}

function renderFacet(
  query: SearchQuery,
  { name, values }: { readonly name: FacetName; readonly values: readonly FacetValue[] },
  { words, formats }: SearchSettings,
): Html {
  const numbers = new Intl.NumberFormat(formats);
  const chosen = query.chosen.get(name) ?? [];
  return html`<fieldset>
    <legend>${words[`facet.${name}`]}</legend>
    ${firstValues(values, chosen).map(
      (one) =>
        html`<label>
          <input
            type="checkbox"
            name="${name}"
            value="${one.value}"
            ${chosen.includes(one.value) ? html`checked` : null}
          />
          <span>${labelOf(words, name, one)}</span>
          <span class="count">${numbers.format(one.count)}</span>
        </label>`,
    )}
  </fieldset>`;
}

/** Ways to the results before these and after. */
function renderPages(
  query: SearchQuery,
  { from, to, total }: { readonly from: number; readonly to: number; readonly total: number },
  { words, path }: SearchSettings,
): Html | null {
  if (from === 0 && to >= total) return null;
  const link = (first: number, label: string): Html => {
    const address = path + formatSearchAddress(query, { page: first / pageLength + 1 });
    return html`<a class="more" rel="nofollow" href="${address}">${label}</a>`;
  };
  return html`<p class="pages">
    ${from > 0 ? link(from - pageLength, words.previous) : null}
    ${to < total ? link(to, words.more) : null}
  </p>`;
}
