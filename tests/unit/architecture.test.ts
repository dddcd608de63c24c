import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { breachesIn, type SourceFile } from '#tests/setup/architecture.ts';

const files: readonly SourceFile[] = globSync(
  '{src,netlify,tests}/**/*.{ts,tsx,mjs,js,astro,css}',
  {
    exclude: ['tests/fixtures/**'],
  },
).map((path) => ({
  path: path.replaceAll('\\', '/'),
  text: readFileSync(path, 'utf8'),
}));

function breaches(path: string, text = ''): string[] {
  return breachesIn({ path, text });
}

describe('the house', () => {
  it('is read whole', () => {
    const read = files.map(({ path }) => path);
    for (const path of ['src/shared/dates.ts', 'src/layouts/Base.astro', 'src/content.config.ts'])
      expect(read).toContain(path);
    expect(files.length).toBeGreaterThan(150);
  });

  it('keeps its rules', () => {
    expect(files.flatMap(breachesIn)).toEqual([]);
  });
});

describe('the check', () => {
  it.each([
    ['src/shared/a.ts', "import { z } from 'astro/zod';", 'astro/zod: it is to run anywhere'],
    ['src/shared/a.ts', "import path from 'node:path';", 'node:path: it is to run anywhere'],
    ['src/shared/a.ts', "import type { VNode } from 'preact';", 'preact: it is to run anywhere'],
    [
      'src/shared/a.ts',
      "import { b } from '#src/collections/b.ts';",
      'src/collections/b.ts: arrows point the other way',
    ],
    [
      'src/shared/a.ts',
      "import type { b } from '#src/collections/b.ts';",
      'src/collections/b.ts: arrows point the other way',
    ],
    [
      'src/collections/a.ts',
      "export { b } from '#src/components/B.astro';",
      'src/components/B.astro: arrows point the other way',
    ],
    [
      'src/collections/a.ts',
      "import { b } from '#src/integrations/b.ts';",
      'src/integrations/b.ts: arrows point the other way',
    ],
    [
      'src/collections/a.ts',
      "import { b } from '#src/tools/b.ts';",
      'src/tools/b.ts: arrows point the other way',
    ],
    [
      'src/components/A.astro',
      "---\nimport { b } from '#src/collections/b.ts';\n---",
      'src/collections/b.ts: arrows point the other way',
    ],
    [
      'src/components/A.astro',
      "---\nimport B from '#src/layouts/B.astro';\n---",
      'src/layouts/B.astro: arrows point the other way',
    ],
    [
      'src/components/A.astro',
      "<script>\n  import { b } from '#src/collections/b.ts';\n</script>",
      'src/collections/b.ts: arrows point the other way',
    ],
    [
      'src/layouts/A.astro',
      "---\nimport B from '#src/pages/b.astro';\n---",
      'src/pages/b.astro: arrows point the other way',
    ],
    [
      'src/layouts/A.astro',
      "---\nimport { b } from '#src/collections/publication.ts';\n---",
      'src/collections/publication.ts: arrows point the other way',
    ],
    [
      'src/islands/A.tsx',
      "import type { B } from '#src/collections/b.ts';",
      'src/collections/b.ts: arrows point the other way',
    ],
    [
      'src/islands/A.tsx',
      "const b = await import('#src/collections/b.ts');",
      'src/collections/b.ts: arrows point the other way',
    ],
    [
      'src/pages/a.ts',
      "import { b } from '#netlify/lib/b.ts';",
      'netlify/lib/b.ts: arrows point the other way',
    ],
    [
      'src/tools/a.ts',
      "import {\n  b,\n  c,\n} from '#netlify/lib/b.ts';",
      'netlify/lib/b.ts: arrows point the other way',
    ],
    [
      'src/tools/a.ts',
      "import { b } from '#tests/setup/b.ts';",
      'tests/setup/b.ts: arrows point the other way',
    ],
    [
      'netlify/functions/a.ts',
      "import { b } from '#src/collections/b.ts';",
      'src/collections/b.ts: arrows point the other way',
    ],
    [
      'netlify/functions/a.ts',
      "import './b.ts';\nimport { c } from '#src/tools/c.ts';",
      'src/tools/c.ts: arrows point the other way',
    ],
    [
      'netlify/lib/a.ts',
      "import { b } from '#netlify/functions/b.ts';",
      'netlify/functions/b.ts: arrows point the other way',
    ],
  ])('names %s where it imports %j', (path, text, what) => {
    expect(breaches(path, text)).toEqual([`${path} imports ${what}`]);
  });

  it.each([
    ['src/collections/a/b.ts', `import { c } from '${'..'}/c.ts';`, '../c.ts'],
    ['src/collections/a/b.ts', `import '${'..'}';`, '..'],
    ['src/collections/a/b.ts', `import { c } from './d/${'..'}/c.ts';`, './d/../c.ts'],
    ['netlify/lib/a.ts', `export * from "${'..'}/b.ts";`, '../b.ts'],
    ['tests/unit/a.test.ts', `import { b } from '${'..'}/setup/b.ts';`, '../setup/b.ts'],
    ['src/tools/a.ts', `void import('${'..'}/b.ts');`, '../b.ts'],
    ['src/styles/a.css', `@import '${'..'}/b.css';`, '../b.css'],
  ])('names %s where it climbs out of its folder: %j', (path, text, specifier) => {
    expect(breaches(path, text)).toEqual([
      `${path} imports ${specifier}: across folders it is #src/…`,
    ]);
  });

  it.each([
    [
      'src/pages/a.astro',
      "---\nimport A from '#src/layouts/A.astro';\nimport { b } from '#src/collections/b.ts';\n---",
    ],
    [
      'src/layouts/A.astro',
      "---\nimport type { B } from '#src/collections/b.ts';\nimport C from '#src/components/C.astro';\n---",
    ],
    [
      'src/components/A.astro',
      "---\nimport B from './B.astro';\nimport { c } from '#src/shared/c.ts';\n---",
    ],
    [
      'src/islands/A.tsx',
      "import { useState } from 'preact/hooks';\nimport { b } from '#src/shared/b.ts';",
    ],
    [
      'src/collections/a.ts',
      "import { readFile } from 'node:fs/promises';\nimport { b } from './b/c.ts';",
    ],
    [
      'netlify/functions/a.ts',
      "import { b } from '#netlify/lib/b.ts';\nimport { c } from '#src/shared/c.ts';",
    ],
    ['src/tools/a.ts', 'const port = process.env.PORT;'],
    ['netlify/lib/env.ts', 'const url = process.env.DATABASE_URL;'],
    ['src/collections/content-type.ts', ''],
    ['tests/unit/a.test.ts', "import { b } from '#src/tools/b.ts';"],
  ])('has nothing against %s with %j', (path, text) => {
    expect(breaches(path, text)).toEqual([]);
  });

  it.each(['utils', 'util', 'helpers', 'misc', 'common', 'types', 'Helpers'])(
    'names files and folders that are called %s',
    (name) => {
      expect(breaches(`src/shared/${name}.ts`)).toEqual([
        `src/shared/${name}.ts is called ${name}.ts, which says nothing`,
      ]);
      expect(breaches(`netlify/lib/${name}/a.ts`)).toEqual([
        `netlify/lib/${name}/a.ts is called ${name}, which says nothing`,
      ]);
    },
  );

  it.each(['src/pages/a.test.ts', 'netlify/functions/a.spec.ts', 'src/islands/A.test.tsx'])(
    'names tests that would become pages or functions: %s',
    (path) => {
      expect(breaches(path)).toEqual([`${path} is a test outside tests/`]);
    },
  );

  it.each([
    'src/pages/a.ts',
    'src/collections/a.ts',
    'netlify/functions/a.ts',
    'netlify/lib/mail.ts',
  ])('names who reads the environment by themselves: %s', (path) => {
    expect(breaches(path, "const key = process.env['KEY'];")).toEqual([
      `${path} reads process.env`,
    ]);
  });

  it('names files that stand in no room', () => {
    expect(breaches('src/lib/a.ts', "import { b } from './b.ts';")).toEqual([
      'src/lib/a.ts stands in no room of the house',
    ]);
  });
});
