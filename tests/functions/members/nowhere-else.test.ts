import { spawn } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { signIn } from '#tests/setup/accounts.ts';
import { bundleFunctions } from '#tests/setup/bundle-functions.ts';
import { findCanaries } from '#tests/setup/find-canaries.ts';
import { canaries, membersContent, writtenArticle } from '#tests/setup/members-content.ts';
import { makeTemporaryFolder } from '#tests/setup/content.ts';
import { filesBelow, readBelow, useMembersSite } from '#tests/setup/members-site.ts';

const site = useMembersSite();
const words = Object.values(canaries);
const inTexts = words.filter(
  (word) => ![canaries.comment, canaries.scheduled, canaries.draft].some((one) => one === word),
);
const at = (...parts: readonly string[]): string => path.join(site.project.root, ...parts);
/** Whether a file is not of those that the one function carries: in `.netlify`, or in its bundle. */
const isElsewhere = (file: string): boolean =>
  !/^(?:member-article\/\.netlify\/)?members\//u.test(file);
let functions: string[] = [];

beforeAll(async () => {
  functions = await bundleFunctions(site.project.root, at('bundles'));
});

describe('a word of a text for members', () => {
  it('is in what only members are served, each one', async () => {
    const found = await findCanaries(at('.netlify/members'), words);
    const there = inTexts.filter((word) => found.some((one) => one.endsWith(`: ${word}`)));
    expect(there).toEqual(inTexts);
  });

  it('is nowhere in the site', async () => {
    expect((await filesBelow(at('dist'))).length).toBeGreaterThan(50);
    expect(await findCanaries(at('dist'), words)).toEqual([]);
  });

  it('is nowhere in what is deployed beside the site, the on-demand function among it', async () => {
    expect(await filesBelow(at('.netlify'))).toContain('v1/functions/ssr/ssr.mjs');
    expect(await findCanaries(at('.netlify'), words, isElsewhere)).toEqual([]);
  });

  it('is in one bundle of a function, and in what that carries privately', async () => {
    expect(functions).toContain('member-article');
    expect(functions.length).toBeGreaterThan(8);
    const own = 'member-article/.netlify/members/';
    expect(await findCanaries(at('bundles'), words, isElsewhere)).toEqual([]);
    expect(await findCanaries(at('bundles', own), [canaries.body])).not.toEqual([]);
  });

  it('is not served to strangers at any address of the site', async () => {
    const files = (await filesBelow(at('dist'))).filter(
      (file) => file !== '_headers' && file !== '_redirects',
    );
    const map = (await readBelow(at('dist'), 'sitemap-0.xml')).toString();
    const named = [...map.matchAll(/<loc>([^<]+)/gu)].map(([, url = '']) => new URL(url).pathname);
    expect(named).toContain('/articles/vault/');
    const addresses = [...named, ...files.map((file) => `/${encodeURI(file)}`)];
    for (const address of addresses) {
      for (const headers of [{}, { cookie: 'session=x; __Host-session=y' }]) {
        const answer = await fetch(site.url + address, { headers });
        const text = await answer.text();
        expect(
          words.filter((word) => text.includes(word)),
          address,
        ).toEqual([]);
      }
    }
  });

  it.each([
    ['as it is', 'a.txt', (text: string) => Buffer.from(text)],
    ['packed by gzip', 'a.pf_fragment', (text: string) => gzipSync(text)],
    ['packed by Brotli', 'a.br', (text: string) => brotliCompressSync(text)],
    ['in base 64', 'a.map', (text: string) => Buffer.from(Buffer.from(text).toString('base64'))],
    ['in an address', 'a.html', (text: string) => Buffer.from(encodeURIComponent(text))],
    ['in UTF-16', 'a.bin', (text: string) => Buffer.from(text, 'utf16le')],
  ])('would be found %s', async (_how, name, write) => {
    const folder = await makeTemporaryFolder();
    for (const word of [canaries.body, canaries.arabic]) {
      await writeFile(path.join(folder, name), write(`before ${word} after`));
      expect(await findCanaries(folder, words)).toEqual([`${name}: ${word}`]);
    }
    await writeFile(path.join(folder, name), write('before, after'));
    expect(await findCanaries(folder, words)).toEqual([]);
  });
});

describe('what is public of such an article', () => {
  it.each([
    ['rss.xml', 'This article is open to members of The Cellar Post.'],
    ['atom.xml', 'This article is open to members of The Cellar Post.'],
    ['feed.json', 'This article is open to members of The Cellar Post.'],
    ['articles/vault.md', 'This article is open to members of The Cellar Post.'],
    ['llms.txt', '(Members)'],
    ['sitemap-0.xml', '/articles/vault/'],
    ['index.html', 'Members'],
  ])('says so in %s', async (file, sentence) => {
    expect((await readBelow(at('dist'), file)).toString()).toContain(sentence);
  });

  it('is a page without anything at the address for members', async () => {
    const files = await filesBelow(at('dist'));
    expect(files).toContain('articles/vault/index.html');
    expect(files.filter((file) => file.includes('/members'))).toEqual([]);
    expect((await readBelow(at('dist'), 'sitemap-0.xml')).toString()).not.toContain('members/');
  });
});

describe('the function', () => {
  it('finds what it carries as it is deployed, and asks who is there', async () => {
    const { cookie } = await signIn(site.database);
    expect(await askBundle(cookie)).toEqual({ status: 200, hasText: true });
    expect(await askBundle('session=x')).toEqual({ status: 200, hasText: false });
  });

  it('weighs the same with one public article and with 300', async () => {
    const before = await contents();
    const many = Array.from({ length: 299 }, (_, index): [string, string] => [
      `articles/en/open-${index}.md`,
      writtenArticle({ title: `Open ${index}`, body: 'For everybody, and long. '.repeat(50) }),
    ]);
    await site.project.write(Object.fromEntries(many));
    await site.project.build();
    expect(await contents()).toEqual(before);
  }, 120_000);

  it('carries nothing any more of an article that is gone, or is for everybody', async () => {
    const content = await membersContent();
    const vault = String(content['articles/en/vault/index.md']);
    await site.project.write({
      'articles/en/grüße.md': null,
      'articles/en/vault/index.md': vault.replace(/access: members.*\n/u, ''),
    });
    await site.project.build();
    const { carried } = await contents();
    expect(carried).toEqual([
      '.netlify/members/ar/articles/vault/index.html',
      '.netlify/members/files.json',
    ]);
    expect(await findCanaries(at('dist'), [canaries.body])).toContain(
      `articles/vault/index.html: ${canaries.body}`,
    );
    const rules = (await readBelow(at('dist'), '_redirects')).toString();
    expect(rules).not.toContain('/articles/gr');
    expect((await fetch(`${site.url}/articles/gr%C3%BC%C3%9Fe/members/`)).status).toBe(404);
  }, 120_000);
});

const isCarried = (file: string): boolean => file.startsWith('.netlify/members/');

/** What it is made of but for members' articles, and what it carries of these. */
async function contents(): Promise<{ own: Record<string, number>; carried: string[] }> {
  await rm(at('bundles'), { recursive: true });
  await bundleFunctions(site.project.root, at('bundles'));
  const files = await filesBelow(at('bundles/member-article'));
  const own: Record<string, number> = {};
  for (const file of files.filter((one) => !isCarried(one))) {
    own[file] = (await readBelow(at('bundles/member-article'), file)).length;
  }
  return { own, carried: files.filter(isCarried) };
}

/** Asks the bundled function, in a process that runs where its bundle is. */
async function askBundle(cookie: string): Promise<{ status: number; hasText: boolean }> {
  const cwd = at('bundles/member-article');
  const program = `
    const { default: handler } = await import('./netlify/functions/member-article.mjs');
    const url = process.env.TEST_URL;
    const request = new Request(url + '/articles/vault/', { headers: { cookie: process.env.TEST_COOKIE } });
    const context = { deploy: { context: 'dev' }, site: { url } };
    const response = await handler(request, context);
    const hasText = (await response.text()).includes('${canaries.body}');
    process.stdout.write(JSON.stringify({ status: response.status, hasText }), () => process.exit());
  `;
  await mkdir(cwd, { recursive: true });
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd,
    env: { ...process.env, TEST_URL: site.url, TEST_COOKIE: cookie },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const text of child.stdout.setEncoding('utf8')) output += String(text);
  // Written by the program above.
  return JSON.parse(output) as { status: number; hasText: boolean };
}
