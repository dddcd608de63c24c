import type { Content } from '#src/collections/reading/load-content.ts';
import type { WrittenEntry } from '#src/collections/reading/read-entries.ts';
import type { ArticleFrontMatter } from '#src/collections/schemas/articles.ts';
import type { SpaceContent } from './read-space.ts';

type ReadFiles = Pick<Content, 'authors' | 'topics' | 'series'> & {
  readonly articles: readonly WrittenEntry<ArticleFrontMatter>[];
};

/** Both sources are one publication. Of somebody whom both describe, the owner's file has the word. */
export function addSpace<Read extends ReadFiles>(read: Read, space: SpaceContent | null): Read {
  if (!space) return read;
  const { subjects, articles } = space;
  return {
    ...read,
    authors: new Map([...subjects.authors.byId, ...read.authors]),
    topics: new Map([...subjects.topics.byId, ...read.topics]),
    series: new Map([...subjects.series.byId, ...read.series]),
    articles: [...read.articles, ...articles],
  };
}
