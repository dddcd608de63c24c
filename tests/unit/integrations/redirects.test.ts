import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import { writeBuildPlan } from '#src/collections/build-plan.ts';
import { redirectsIntegration } from '#src/integrations/redirects.ts';
import {
  article,
  load,
  makeTemporaryFolder,
  writeContent,
  type Files,
} from '#tests/setup/content.ts';

/** The rules that a build of these files ends with. */
async function redirectsOf(files: Files, owners?: string): Promise<string> {
  const content = await load(await writeContent(files));
  const folder = await makeTemporaryFolder();
  await writeBuildPlan(cacheFolderIn(folder), content);
  if (owners !== undefined) await writeFile(path.join(folder, '_redirects'), owners);
  const { hooks } = redirectsIntegration();
  const dir = pathToFileURL(`${folder}/`);
  // Of what Astro hands to hooks, these ask for no more.
  await hooks['astro:config:done']?.({ config: { cacheDir: dir } } as never);
  await hooks['astro:build:done']?.({ dir } as never);
  return readFile(path.join(folder, '_redirects'), 'utf8');
}

describe('_redirects', () => {
  it.each([
    ['/old/', ['/old/']],
    ['/2019/a.html', ['/2019/a.html']],
    ['/caf\u00e9/', ['/caf%C3%A9/', '/caf\u00e9/']],
    ['/caf%C3%A9/', ['/caf%C3%A9/', '/caf\u00e9/']],
    ['/100%/', ['/100%25/', '/100%/']],
    ['/100%25/', ['/100%25/', '/100%/']],
    ['/漢字', ['/%E6%BC%A2%E5%AD%97', '/漢字']],
    ['/a*', ['/a%2A']],
    ['/*', ['/%2A']],
    ['/:id/x', ['/%3Aid/x']],
    ['/a:b/', ['/a:b/']],
    ['/a%20b/', ['/a%20b/']],
    ['/a%0A/b/', ['/a%0A/b/']],
    ['/a%ff/', ['/a%ff/']],
  ])(
    'sends an old path on for good, encoded and not, and never as a pattern: %s',
    async (from, spellings) => {
      const rules = await redirectsOf({ 'redirects.yaml': `${JSON.stringify(from)}: /topics/\n` });
      expect(rules).toBe(spellings.map((spelling) => `${spelling} /topics/ 301\n`).join(''));
    },
  );

  it("leads to members' articles before anything else, where somebody may be signed in", async () => {
    const rules = await redirectsOf(
      {
        'articles/en/a.md': article({ access: 'members', redirectFrom: '[/old/]' }),
        'articles/en/b.md': article(),
        'articles/en/é.md': article({ access: 'members' }),
        'articles/en/draft.md': article({ access: 'members', draft: 'true' }),
      },
      '/* /elsewhere/ 302\n',
    );
    const whenSignedIn = '200! Cookie=__Host-session,session';
    expect(rules.split('\n')).toEqual([
      `/articles/a/ /articles/a/members/ ${whenSignedIn}`,
      `/articles/%C3%A9/ /articles/%C3%A9/members/ ${whenSignedIn}`,
      `/articles/é/ /articles/%C3%A9/members/ ${whenSignedIn}`,
      '/* /elsewhere/ 302',
      '/old/ /articles/a/ 301',
      '',
    ]);
  });

  it.each([
    ['https://x.example/a%20b?c=%26#d', 'https://x.example/a%20b?c=%26#d'],
    ['/topics/?q=a b', '/topics/?q=a%20b'],
    ['mailto:a@b.example', 'mailto:a@b.example'],
  ])('leads where the owner says: %s', async (to, written) => {
    const rules = await redirectsOf({ 'redirects.yaml': `/old/: ${JSON.stringify(to)}\n` });
    expect(rules).toBe(`/old/ ${written} 301\n`);
  });

  it('keeps the owner’s rules, above, since the first that fits is taken', async () => {
    const files = { 'articles/en/\u00e9.md': article({ redirectFrom: '[/old/]' }) };
    expect(await redirectsOf(files, '\n/own/* /x/:splat 302\n\n')).toBe(
      '/own/* /x/:splat 302\n/old/ /articles/%C3%A9/ 301\n',
    );
  });

  it('is empty where nothing has moved', async () => {
    expect(await redirectsOf({})).toBe('');
  });
});
