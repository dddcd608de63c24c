import { formatFullDate } from '#src/shared/dates.ts';
import { homePath } from '#src/shared/paths.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import type { Article } from '#src/collections/schemas/articles.ts';
import { makeCard, type Card } from './card.ts';
import { makeFrame, sectionIds, topicLink, type Frame, type Link } from './frame.ts';
import { cutIntoPages, type Pagination } from './paged-list.ts';

/** What a newspaper calls its issue: of which day, and which number. */
export interface Issue {
  /** The date of the newest article, in words; null before the first. */
  readonly date: string | null;
  /** How many articles have been published. */
  readonly number: number;
}

/** The first page of a language: every one of its newest articles once, by weight. */
export interface FrontPageView {
  readonly frame: Frame;
  readonly issue: Issue;
  readonly lead: Card | null;
  readonly columns: readonly Card[];
  readonly sections: readonly { readonly topic: Link; readonly cards: readonly Card[] }[];
  readonly briefs: readonly Card[];
  readonly pagination: Pagination;
}

const mostColumns = 6;
const mostPerSection = 4;
/** A section with a single story would be a heading for a line. */
const fewestPerSection = 2;

/** Lays out the newest articles: the lead, the columns, then by topic, and what is left in brief. */
export function makeFrontPageView(publication: Publication, edition: Edition): FrontPageView {
  const { site } = publication;
  const [page] = cutIntoPages(edition.articles, homePath(edition.scope), site.articlesPerPage);
  const [lead, ...rest] = page?.articles ?? [];
  const columns = rest.slice(0, columnCount(rest.length));
  const sections = takeSections(rest.slice(columns.length), sectionIds(site.sections, edition));
  const placed = new Set([...columns, ...sections.flatMap((section) => section.articles)]);
  const card = (article: Article): Card => makeCard(edition, article);
  return {
    frame: makeFrame(publication, edition),
    issue: {
      date: lead ? formatFullDate(lead.publishedAt, edition.dateStyle) : null,
      number: edition.articles.length,
    },
    lead: lead ? card(lead) : null,
    columns: columns.map(card),
    sections: sections.map(({ id, articles }) => ({
      topic: topicLink(edition, id),
      cards: articles.map(card),
    })),
    briefs: rest.filter((article) => !placed.has(article)).map(card),
    pagination: page?.pagination ?? { page: 1, pages: 1, newer: null, older: null, near: [] },
  };
}

/** As many as fill the space beside the lead and whole rows below it. */
function columnCount(available: number): number {
  return available >= mostColumns ? mostColumns : Math.min(available, 4);
}

function takeSections(
  articles: readonly Article[],
  ids: readonly string[],
): { id: string; articles: Article[] }[] {
  return ids
    .map((id) => ({
      id,
      articles: articles.filter((article) => article.topics[0] === id).slice(0, mostPerSection),
    }))
    .filter((section) => section.articles.length >= fewestPerSection);
}
