import { describe, expect, it } from 'vitest';
import { article, problemsIn } from '#tests/setup/content.ts';

describe('a text whose front matter is wrong', () => {
  it('is asked for everything else in the same build', async () => {
    const problems = await problemsIn({
      'articles/en/a.md': article(
        {
          publishedAt: 'yesterday',
          authors: '[nobody]',
          topics: '[nothing]',
          series: '{ id: never, part: 1 }',
          cover: '{ src: ./none.png, alt: None }',
        },
        '[gone](/gone/)\n\n![gone](./gone.png)\n',
      ),
    });
    expect(problems.map(({ field }) => field).toSorted()).toEqual([
      'authors.0',
      'cover.src',
      'link',
      'picture',
      'publishedAt',
      'series.id',
      'topics.0',
    ]);
  });

  it('is not asked twice for one field', async () => {
    const problems = await problemsIn({
      'articles/en/a.md': article({
        authors: '[No Body, 3]',
        topics: 'x',
        series: '7',
        cover: 'a.png',
      }),
    });
    const fields = problems.map(({ field }) => field);
    expect(new Set(fields).size).toBe(fields.length);
  });

  it('may be a page', async () => {
    const problems = await problemsIn({
      'pages/en/about.md': '---\ntitle: About\n---\n\n[gone](/gone/)\n',
    });
    expect(problems.map(({ field }) => field).toSorted()).toEqual(['description', 'link']);
  });
});
