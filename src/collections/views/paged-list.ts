import { listPagePath } from '#src/shared/paths.ts';
import type { Article } from '#src/collections/schemas/articles.ts';

/** Where a reader is in a list of several pages. */
export interface Pagination {
  readonly page: number;
  readonly pages: number;
  readonly newer: string | null;
  readonly older: string | null;
  /** Every page's path, for lists short enough to name them; else the ones around and the ends. */
  readonly near: readonly { readonly page: number; readonly href: string }[];
}

export interface ListPage {
  readonly articles: readonly Article[];
  readonly pagination: Pagination;
}

/** Cuts a list into pages. An empty list has one empty page. */
export function cutIntoPages(
  articles: readonly Article[],
  first: string,
  perPage: number,
): ListPage[] {
  const pages = Math.max(1, Math.ceil(articles.length / perPage));
  return Array.from({ length: pages }, (_, index) => {
    const page = index + 1;
    return {
      articles: articles.slice(index * perPage, page * perPage),
      pagination: {
        page,
        pages,
        newer: page > 1 ? listPagePath(first, page - 1) : null,
        older: page < pages ? listPagePath(first, page + 1) : null,
        near: nearPages(page, pages).map((one) => ({ page: one, href: listPagePath(first, one) })),
      },
    };
  });
}

function nearPages(page: number, pages: number): number[] {
  const wanted = new Set([1, pages, page - 1, page, page + 1]);
  return [...wanted].filter((one) => one >= 1 && one <= pages).toSorted((a, b) => a - b);
}
