import { describe, expect, it } from 'vitest';
import { article, problemsIn } from '#tests/setup/content.ts';

describe('files in public/', () => {
  it.each(['rss.xml', 'articles/a/index.html', 'articles/a.md', '404.html', 'topics/index.html'])(
    'may not stand where the site has one of its own: %s',
    async (name) => {
      const files = { 'articles/en/a.md': article(), [`public/${name}`]: 'mine' };
      expect(await problemsIn(files)).toEqual([
        {
          file: `public/${name}`,
          line: null,
          field: null,
          found: `a file where the site has one of its own: /${name}`,
          wanted: 'another name for it, or for what is there',
        },
      ]);
    },
  );

  it.each(['robots.txt', '_headers', '_redirects', 'articles/b/index.html', 'favicon.svg'])(
    'may stand anywhere else, and robots.txt instead of ours: %s',
    async (name) => {
      const files = { 'articles/en/a.md': article(), [`public/${name}`]: 'mine' };
      expect(await problemsIn(files)).toEqual([]);
    },
  );
});
