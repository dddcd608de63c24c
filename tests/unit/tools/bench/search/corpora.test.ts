import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCorpora, type Corpora } from '#src/tools/bench/search/corpora/corpora.ts';
import { recombine } from '#src/tools/bench/search/corpora/recombine.ts';
import { countRecordsByWord } from '#src/tools/bench/search/queries/words.ts';
import { madeUpPosts } from './made-up-posts.ts';

const lantern = `---
title: The lantern
date: '2024-03-01T10:00:00.000Z'
category: harbour
author: Ada Vane
---

<!-- a remark -->

v1.2.0

A lantern <b>shows</b> the *way* to [the harbour](https://example.org).

# Oil & wick

- \`trim\` it
`;

let folder: string;
let corpora: Corpora;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'broadsheet-corpora-'));
  const files = {
    'nodejs-blog/index.md': '---\ntitle: Blog\n---\n',
    'nodejs-blog/harbour/lantern.md': lantern,
    'nodejs-blog/sea/lantern.md': lantern.replace('The lantern', 'Another lantern'),
    'nodejs-blog/sea/undated.md': '---\ntitle: Undated\n---\n\nSome words.\n',
    'search/documents.jsonl': `${JSON.stringify({ id: 7, title: 'on wings', author: 'vane,a.', text: 'on wings . lift < drag .' })}\n`,
    'search/queries.jsonl': `${JSON.stringify({ id: 1, query: 'what is lift', relevance: { 7: 3 } })}\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  corpora = openCorpora(folder, path.join(folder, 'cache'));
});

afterAll(async () => rm(folder, { recursive: true, force: true }));

describe('posts', () => {
  it('are read with their front matter, their first real paragraph and their HTML', async () => {
    const [post] = await corpora.posts();
    expect(post).toEqual({
      url: '/articles/lantern/',
      locale: 'en',
      kind: 'article',
      title: 'The lantern',
      description: 'A lantern shows the way to the harbour.',
      topics: [{ id: 'harbour', name: 'harbour' }],
      authors: [{ id: 'ada-vane', name: 'Ada Vane' }],
      series: null,
      date: '2024-03-01',
      html: expect.stringContaining('<h2 id="oil--wick">Oil &#x26; wick</h2>'),
    });
    expect(post?.html).not.toMatch(/<b>|remark/);
  });

  it('have paths of their own where files are called the same', async () => {
    const posts = await corpora.posts();
    expect(posts.map(({ url }) => url)).toEqual(['/articles/lantern/', '/articles/sea-lantern/']);
  });

  it('are prepared once', async () => {
    expect(await corpora.posts()).toEqual(await corpora.posts());
  });
});

describe('the Cranfield collection', () => {
  it('has its titles beside its abstracts, and grades by path', async () => {
    const { records, queries } = await corpora.cranfield();
    expect(records).toMatchObject([
      { url: '/articles/7/', title: 'on wings', html: '<p>lift &#x3C; drag .</p>' },
    ]);
    expect(queries).toEqual([{ query: 'what is lift', relevance: { '/articles/7/': 3 } }]);
  });
});

describe('recombined posts', () => {
  const posts = madeUpPosts(50);
  const more = recombine(posts, { total: 200, seed: 5 });

  it('come after the posts they are made of, the same for the same seed', () => {
    expect(more).toHaveLength(200);
    expect(more.slice(0, 50)).toEqual(posts);
    expect(recombine(posts, { total: 200, seed: 5 })).toEqual(more);
    expect(recombine(posts, { total: 200, seed: 6 })).not.toEqual(more);
  });

  it('have paths of their own and each id once', () => {
    expect(new Set(more.map(({ url }) => url)).size).toBe(200);
    for (const { html } of more) expect(html.split('id="more"').length).toBeLessThanOrEqual(2);
  });

  it('bring words that none of the posts has', () => {
    const before = countRecordsByWord(posts).size;
    // Four times the articles, of which each has words of its own: far more than half again as many.
    expect(countRecordsByWord(more).size).toBeGreaterThan(before * 1.5);
  });
});
