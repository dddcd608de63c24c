import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'astro/zod';
import { toHtml } from 'hast-util-to-html';
import { h, text } from '#src/collections/markdown/hast.ts';
import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';
import { namedBy } from './read-posts.ts';
import { cutAtWord } from './render-post.ts';

/** A query of the Cranfield collection, with the pages that answer it. */
export interface GradedQuery {
  readonly query: string;
  /** How well each of these pages answers it, from 1 to 4; others do not. */
  readonly relevance: Readonly<Record<string, number>>;
}

export interface Cranfield {
  readonly records: readonly BenchRecord[];
  readonly queries: readonly GradedQuery[];
}

const documentSchema = z.object({
  id: z.number(),
  title: z.string(),
  author: z.string(),
  text: z.string(),
});
const querySchema = z.object({ query: z.string(), relevance: z.record(z.string(), z.number()) });

/** Reads `documents.jsonl` and `queries.jsonl`. */
export async function readCranfield(folder: string): Promise<Cranfield> {
  const documents = await readLines(path.join(folder, 'documents.jsonl'));
  const queries = await readLines(path.join(folder, 'queries.jsonl'));
  return {
    records: documents.map((line) => toRecord(documentSchema.parse(line))),
    queries: queries.map((line) => toQuery(querySchema.parse(line))),
  };
}

async function readLines(file: string): Promise<unknown[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.map((line): unknown => JSON.parse(line));
}

function toRecord({ id, title, author, text: body }: z.infer<typeof documentSchema>): BenchRecord {
  // Abstracts begin with their titles, which a page has as its heading.
  const abstract = body.startsWith(title) ? body.slice(title.length).replace(/^[\s.]+/, '') : body;
  return {
    url: urlOf(String(id)),
    locale: 'en',
    kind: 'article',
    title: title === '' ? cutAtWord(abstract, 80) || `Document ${id}` : title,
    description: cutAtWord(abstract, 200),
    topics: [],
    authors: namedBy(author),
    series: null,
    date: null,
    html: toHtml(h('p', {}, [text(abstract)])),
  };
}

function toQuery({ query, relevance }: z.infer<typeof querySchema>): GradedQuery {
  const grades = Object.entries(relevance).map(([id, grade]) => [urlOf(id), grade] as const);
  return { query, relevance: Object.fromEntries(grades) };
}

function urlOf(id: string): string {
  return `/articles/${id}/`;
}
