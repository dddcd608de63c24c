import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { splitFrontMatter } from '#src/collections/reading/front-matter.ts';
import type { Named } from '#src/collections/search/search-record.ts';
import type { BenchRecord } from '#src/tools/bench/search/corpora/bench-record.ts';
import { makeSlug } from '#src/collections/short-text.ts';
import { renderPost } from './render-post.ts';

/**
 * Reads a folder of posts: Markdown whose front matter has title, date, category and author. Files
 * without a title or a date, and drafts without a text, are left out.
 */
export async function readPosts(folder: string): Promise<BenchRecord[]> {
  const taken = new Set<string>();
  const records: BenchRecord[] = [];
  for (const file of globSync('**/*.md', { cwd: folder }).toSorted()) {
    const post = readPost(file, await readFile(path.join(folder, file), 'utf8'));
    if (post === null) continue;
    const url = taken.has(post.url) ? urlOf(file.replace(/\.md$/, '')) : post.url;
    taken.add(url);
    records.push({ ...post, url });
  }
  return records;
}

function readPost(file: string, text: string): BenchRecord | null {
  const source = splitFrontMatter(file, text, () => undefined);
  const fields = source?.fields.value;
  if (!source || typeof fields !== 'object' || fields === null) return null;
  const field = (name: string): string => wordsOf(Reflect.get(fields, name));
  const title = field('title');
  const date = /^\d{4}-\d\d-\d\d/.exec(field('date'))?.[0];
  if (title === '' || date === undefined || source.body.trim() === '') return null;
  return {
    url: urlOf(path.basename(file, '.md')),
    locale: 'en',
    kind: 'article',
    title,
    topics: namedBy(field('category')),
    authors: namedBy(field('author')),
    series: null,
    date,
    ...renderPost(source.body),
  };
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function urlOf(name: string): string {
  return `/articles/${makeSlug(name.replaceAll(/[\\/]/g, '-'))}/`;
}

export function namedBy(name: string): Named[] {
  return name === '' ? [] : [{ id: makeSlug(name), name }];
}
