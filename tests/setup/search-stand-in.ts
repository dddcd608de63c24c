import {
  IndexError,
  type FacetName,
  type FacetValue,
  type ReadIndexFile,
  type Search,
  type SearchAnswer,
  type SearchHit,
  type SearchQuery,
  type Stretch,
} from '#src/shared/search/search-answer.ts';

/*
 * Stands in for the search while its interface is tested: forty made-up pages, found by words that
 * begin like those of the query. It reads one file, so that a test can make its index fail, and
 * takes as long for a query as the query says: `slow` 600 ms. `replaced` fails once results of it
 * are shown. For `many` each page has an author of its own.
 */

interface Page {
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly facets: Readonly<Record<FacetName, string>>;
  readonly date: string | null;
  readonly language: string;
}

const topics = ['Typography', 'Performance', 'Publishing', 'Accessibility', 'Privacy'] as const;
const authors = ['Editorial Desk', 'Design Desk', 'Engineering Desk'] as const;

const pages: readonly Page[] = Array.from({ length: 40 }, (_, number) => {
  const topic = topics[number % topics.length] ?? '';
  const author = authors[number % authors.length] ?? '';
  const year = 2026 - (number % 4);
  return {
    number,
    title: `${topic} for flat pages, part ${number + 1}`,
    text: `A paper of type and paper. What ${topic.toLowerCase()} costs a page that is read on a slow line, as the ${author} found out by asking those who set it${number % 7 === 0 ? ', by rare typographers' : ''}.`,
    facets: {
      topic: topic.toLowerCase(),
      author: author.toLowerCase().replace(' ', '-'),
      year: String(year),
      series: number % 5 === 0 ? 'flat-by-design' : 'winter',
      kind: number === 39 ? 'page' : 'article',
    },
    date: number === 39 ? null : `${year}-0${1 + (number % 9)}-14`,
    language: number === 3 ? 'de' : 'en',
  };
});

const labels: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [...topics, ...authors].map((name) => [name.toLowerCase().replace(' ', '-'), name]),
  ),
  'flat-by-design': 'Flat by design',
  winter: 'A winter of boats',
  ...Object.fromEntries(pages.map(({ number }) => [`jose-${number + 1}`, `José ${number + 1}`])),
};

const pagesOfMany: readonly Page[] = pages.map((page) => ({
  ...page,
  facets: { ...page.facets, author: `jose-${page.number + 1}` },
}));

export async function openSearch({
  locale,
  read,
}: {
  readonly locale: string;
  readonly read: ReadIndexFile;
}): Promise<Search> {
  await read(`${locale}.json`);
  return { find };
}

async function find(query: SearchQuery): Promise<SearchAnswer> {
  await new Promise((resolve) => setTimeout(resolve, query.text.includes('slow') ? 600 : 20));
  const isCorrected = !query.verbatim && /tipography/i.test(query.text);
  const text = isCorrected ? query.text.replace(/tipography/i, 'typography') : query.text;
  const words: readonly string[] = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const asked =
    text.trim() === ''
      ? null
      : words.filter((word) => !['slow', 'replaced', 'many'].includes(word));
  const searched = words.includes('many') ? pagesOfMany : pages;
  const matching = searched
    .map((page) => ({ page, found: asked?.filter((word) => hasWord(page, word)).length ?? 0 }))
    .filter(({ found }) => asked === null || (asked.length === 0 && words.length > 0) || found > 0);
  const unknown = [...query.chosen].flatMap(([name, values]) =>
    values
      .filter((value) => !searched.some((page) => page.facets[name] === value))
      .map((value) => ({ name, value })),
  );
  const chosen = [...query.chosen]
    .map(([name, values]) => ({
      name,
      values: values.filter((value) => !unknown.some((one) => one.value === value)),
    }))
    .filter(({ values }) => values.length > 0);
  const isChosen = (page: Page, but?: FacetName): boolean =>
    chosen.every(({ name, values }) => name === but || values.includes(page.facets[name]));
  const kept = matching.filter(({ page }) => isChosen(page));
  const isComplete = (found: number): boolean => found === (asked?.length ?? 0);
  const sorted = kept.toSorted(
    (a, b) =>
      Number(isComplete(b.found)) - Number(isComplete(a.found)) || byDate(a.page, b.page, query),
  );
  const facets = new Map<FacetName, FacetValue[]>();
  for (const name of ['topic', 'author', 'year', 'series', 'kind'] as const) {
    const counts = new Map<string, number>();
    for (const { page } of matching.filter(({ page }) => isChosen(page, name)))
      counts.set(page.facets[name], (counts.get(page.facets[name]) ?? 0) + 1);
    facets.set(
      name,
      [...counts].map(([value, count]) => ({ value, label: labels[value] ?? value, count })),
    );
  }
  return {
    text,
    isCorrected,
    total: sorted.length,
    complete: sorted.filter(({ found }) => isComplete(found)).length,
    facets: () => Promise.resolve(facets),
    unknown,
    suggestions:
      (sorted.length === 0 && words.length > 0) || words.includes('found')
        ? ['typography', 'flat pages']
        : [],
    show: async (from, to) => {
      if (words.some((word) => word === 'replaced')) throw new IndexError('replaced');
      return sorted.slice(from, to).map(({ page, found }) => toHit(page, words, isComplete(found)));
    },
  };
}

function hasWord({ title, text }: Page, word: string): boolean {
  return `${title} ${text}`
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .some((one) => one.startsWith(word));
}

function byDate(a: Page, b: Page, { order }: SearchQuery): number {
  if (order === 'relevance') return 0;
  return (order === 'newest' ? -1 : 1) * (a.date ?? '').localeCompare(b.date ?? '');
}

function toHit(page: Page, words: readonly string[], isComplete: boolean): SearchHit {
  const { number } = page;
  return {
    url: `/articles/found-${number + 1}/#:~:text=type`,
    title: stretchesOf(page.title, words),
    excerpt: stretchesOf(page.text, words),
    sections:
      number % 3 === 0
        ? [
            {
              url: `/articles/found-${number + 1}/#cost`,
              title: stretchesOf('What type costs', words),
            },
            {
              url: `/articles/found-${number + 1}/#line`,
              title: stretchesOf('A slow line', words),
            },
          ]
        : [],
    topics: [labels[page.facets.topic] ?? ''],
    authors: [labels[page.facets.author] ?? ''],
    date: page.date,
    isComplete,
  };
}

function stretchesOf(text: string, words: readonly string[]): Stretch[] {
  return text
    .split(/([\p{L}\p{N}]+)/u)
    .filter((part) => part !== '')
    .map((part) => ({
      text: part,
      isMatch: words.some((word) => part.toLowerCase().startsWith(word)),
    }));
}
