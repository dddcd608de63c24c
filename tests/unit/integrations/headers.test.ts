import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import { writeBuildPlan } from '#src/collections/build-plan.ts';
import { headersIntegration, mergePolicies } from '#src/integrations/headers.ts';
import { securityHeaders } from '#src/shared/security-headers.ts';
import { loadFiles, makeTemporaryFolder } from '#tests/setup/content.ts';

/** Ends a build whose pages came with these policies, in a folder with the owner's own `_headers`. */
async function buildWith(policies: readonly string[], owners?: string) {
  const folder = await makeTemporaryFolder();
  if (owners !== undefined) await writeFile(path.join(folder, '_headers'), owners);
  const dir = pathToFileURL(`${folder}/`);
  // What the adapter has written by then.
  const functionFolder = path.join(folder, '.netlify/v1/functions/ssr');
  await mkdir(functionFolder, { recursive: true });
  await writeFile(path.join(functionFolder, 'ssr.mjs'), 'export default createHandler({});');
  await writeBuildPlan(cacheFolderIn(folder), await loadFiles({}));
  const routeToHeaders = new Map(
    policies.map((policy, index) => [
      `/${index}/`,
      { headers: new Headers({ 'content-security-policy': policy }) },
    ]),
  );
  const { hooks } = headersIntegration();
  // Of what Astro hands to hooks, these ask for no more.
  await hooks['astro:config:done']?.({ config: { cacheDir: dir, root: dir } } as never);
  await hooks['astro:build:generated']?.({ routeToHeaders } as never);
  await hooks['astro:build:done']?.({ dir } as never);
  return { folder, headers: await readFile(path.join(folder, '_headers'), 'utf8') };
}

describe('the policies of all pages', () => {
  it('become one that allows what any of them needs, and is not to be framed', () => {
    const merged = mergePolicies(
      new Set([
        "default-src 'none'; script-src 'self' 'sha256-a'; style-src 'self' 'sha256-x'",
        "default-src 'none';  script-src 'self' 'sha256-b';",
      ]),
    );
    expect(merged).toBe(
      "default-src 'none'; script-src 'self' 'sha256-a' 'sha256-b'; style-src 'self' 'sha256-x'; frame-ancestors 'none'",
    );
  });

  it('name each source once, whatever the order of pages', () => {
    const policy = "script-src 'self' 'sha256-a' 'sha256-a'";
    expect(mergePolicies(new Set([policy, `${policy} `]))).toBe(
      "script-src 'self' 'sha256-a'; frame-ancestors 'none'",
    );
  });

  it('must be there: a build without any is not to be published', () => {
    expect(() => mergePolicies(new Set())).toThrow('No page came with a Content Security Policy.');
    expect(() => mergePolicies(new Set(['']))).toThrow(
      'No page came with a Content Security Policy.',
    );
  });
});

describe('_headers', () => {
  it('has one rule for everything, with the policy and every security header', async () => {
    const rules = (await buildWith(["script-src 'self'", "script-src 'sha256-a'"])).headers.split(
      /\n(?=\/)/,
    );
    const everything = rules.filter((rule) => rule.startsWith('/*\n'));
    expect(everything).toHaveLength(1);
    expect(everything[0]).toContain(
      "  Content-Security-Policy: script-src 'self' 'sha256-a'; frame-ancestors 'none'\n",
    );
    for (const [name, value] of Object.entries(securityHeaders))
      expect(everything[0]).toContain(`  ${name}: ${value}\n`);
  });

  it('lets files whose names change with them be kept for a year', async () => {
    const { headers } = await buildWith(["script-src 'self'"]);
    expect(headers).toContain('/_astro/*\n  Cache-Control: public, max-age=31536000, immutable\n');
  });

  it('keeps the owner’s rules, below', async () => {
    const { headers } = await buildWith(["script-src 'self'"], '/fonts/*\n  X-Own: yes\n');
    expect(headers.indexOf('X-Own: yes')).toBeGreaterThan(
      headers.indexOf('Content-Security-Policy'),
    );
  });

  it('names rules for prefetching that exist', async () => {
    const { folder, headers: written } = await buildWith(["script-src 'self'"]);
    const [, file = ''] = /Speculation-Rules: "(.*)"/.exec(written) ?? [];
    const rules: unknown = JSON.parse(await readFile(path.join(folder, file), 'utf8'));
    expect(rules).toMatchObject({ prefetch: [{ eagerness: 'moderate' }] });
    expect(written).toContain(`${file}\n  Content-Type: application/speculationrules+json`);
  });
});
