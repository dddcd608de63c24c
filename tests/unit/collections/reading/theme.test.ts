import { describe, expect, it } from 'vitest';
import { article, problemsIn } from '#tests/setup/content.ts';

const problemsOfTheme = async (css: string) =>
  problemsIn({ 'articles/en/a.md': article(), 'theme.css': css });

describe('theme.css', () => {
  it('may set what it likes', async () => {
    expect(
      await problemsOfTheme(
        ':root { --accent: light-dark(#1f5583, #8fbce6); }\nbody { background: url(/paper.webp); }',
      ),
    ).toEqual([]);
  });

  it.each([
    ['.x { content: "</style><script>alert(1)</script>"; }', '"</style"'],
    ['@import url(https://other.example/a.css);', '"@import"'],
    ['.x { background: url( "https://other.example/a.png" ); }', '"url( "https://"'],
    ['.x { background: url(//other.example/a.png); }', '"url(//"'],
  ])('is refused with its line where it would harm pages: %s', async (rule, found) => {
    const problems = await problemsOfTheme(`:root { --x: 1; }\n${rule}`);
    expect(problems[0]).toMatchObject({ file: 'theme.css', line: 2 });
    expect(problems[0]?.found.replaceAll('\\"', '"')).toContain(found.slice(1, -1));
  });
});
