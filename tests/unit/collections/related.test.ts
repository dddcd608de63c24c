import { describe, expect, it } from 'vitest';
import type { Edition } from '#src/collections/publication.ts';
import { findRelated } from '#src/collections/related.ts';
import type { Article } from '#src/collections/schemas/articles.ts';
import { article } from '#tests/setup/content.ts';
import { manyArticles, syncFiles } from '#tests/setup/publication.ts';

async function relatedTo(slug: string, files: Readonly<Record<string, string>>) {
  const topics = Object.fromEntries(
    ['sea', 'land', 'air'].map((id) => [`topics/${id}.yaml`, `name: ${id}\n`]),
  );
  const { publication } = await syncFiles({ ...topics, ...files });
  const [edition] = publication.editions;
  const one = edition?.articles.find((other) => other.slug === slug);
  if (!edition || !one) throw new Error(`There is no article ${slug}.`);
  return findRelated(edition, one).map((other) => other.slug);
}

/** How many articles are looked at in a publication of so many. */
function looksAt(count: number): number {
  let looks = 0;
  const articles = Array.from({ length: count }, (_, index) => {
    const one = { slug: `a${index}`, topics: ['sea'], publishedAt: new Date(index) };
    return Object.defineProperty(one, 'series', {
      get: () => void (looks += 1),
    }) as unknown as Article;
  });
  const edition = { byTopic: new Map([['sea', articles]]) } as unknown as Edition;
  findRelated(edition, {
    ...articles[0],
    topics: ['sea'],
    series: { id: 'x', part: 1 },
  } as Article);
  return looks;
}

describe('related articles', () => {
  it('share topics: more of them first, then the nearest in time', async () => {
    expect(
      await relatedTo('one', {
        'articles/en/one.md': article({ topics: '[sea, land]', publishedAt: '2026-05-01' }),
        'articles/en/far.md': article({ topics: '[sea, land]', publishedAt: '2020-05-01' }),
        'articles/en/near.md': article({ topics: '[sea]', publishedAt: '2026-05-02' }),
        'articles/en/nearer.md': article({ topics: '[land]', publishedAt: '2026-05-01' }),
        'articles/en/other.md': article({ topics: '[air]', publishedAt: '2026-05-01' }),
      }),
    ).toEqual(['far', 'nearer', 'near']);
  });

  it('of a rare topic come before those of one that everything has', async () => {
    const common = Array.from({ length: 8 }, (_, index) => [
      `articles/en/c${index}.md`,
      article({ topics: '[sea]', publishedAt: '2026-05-01' }),
    ]);
    const found = await relatedTo('one', {
      ...Object.fromEntries(common),
      'articles/en/one.md': article({ topics: '[sea, air]', publishedAt: '2026-05-01' }),
      'articles/en/rare.md': article({ topics: '[air]', publishedAt: '2024-05-01' }),
    });
    expect(found[0]).toBe('rare');
  });

  it('are three at most, and never the article itself or parts of its series', async () => {
    const files = {
      ...manyArticles(6, (index) =>
        index < 2 ? { series: `{ id: flat, part: ${index + 1} }` } : {},
      ),
    } as Record<string, string>;
    const found = await relatedTo('a001', files);
    expect(found).toHaveLength(3);
    expect(found).not.toContain('a001');
    expect(found).not.toContain('a002');
  });

  it('are none where nothing shares a topic', async () => {
    expect(
      await relatedTo('one', {
        'articles/en/one.md': article({ topics: '[sea]' }),
        'articles/en/two.md': article({ topics: '[land]' }),
        'articles/en/three.md': article({ topics: '[]' }),
      }),
    ).toEqual([]);
  });

  it('are found by looking at as many articles in a large publication as in a small one', () => {
    expect(looksAt(50_000)).toBe(looksAt(500));
    expect(looksAt(500)).toBeGreaterThan(10);
  });
});
