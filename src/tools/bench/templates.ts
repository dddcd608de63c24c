import { existsSync, globSync } from 'node:fs';
import path from 'node:path';

/** For each template of the site, where its pages are built. */
const templates: readonly (readonly [name: string, pattern: string])[] = [
  ['front page', 'index.html'],
  ['list, page 2', 'page/2/index.html'],
  ['article', 'articles/*/index.html'],
  ['topics', 'topics/index.html'],
  ['topic', 'topics/*/index.html'],
  ['author', 'authors/*/index.html'],
  ['series', 'series/*/index.html'],
  ['archive', 'archive/*/index.html'],
  ['plain page', 'about/index.html'],
  ['search', 'search/index.html'],
  ['newsletter', 'newsletter/index.html'],
];

/** One page of each template that this site has, as name and path. */
export function templatesOf(output: string): (readonly [name: string, address: string])[] {
  return templates.flatMap(([name, pattern]) => {
    const [file] = globSync(pattern, { cwd: output }).toSorted();
    const isThere = file !== undefined && existsSync(path.join(output, file));
    return isThere
      ? [
          [
            name,
            `/${file
              .split(path.sep)
              .join('/')
              .replace(/index\.html$/, '')}`,
          ] as const,
        ]
      : [];
  });
}
