import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroConfig, AstroIntegration } from 'astro';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import { readBuildPlan, type BuildPlan } from '#src/collections/build-plan.ts';
import { freshMarkdownPath, freshPath, membersFolder } from '#src/shared/paths.ts';
import { sessionCookieNames } from '#src/shared/cookie-names.ts';

/**
 * Writes `_redirects`: what leads members to their articles, any rules of the owner's own, and the
 * owner's redirects, permanent ones. The first rule that fits is followed.
 */
export function redirectsIntegration(): AstroIntegration {
  let config: AstroConfig;
  return {
    name: 'broadsheet:redirects',
    hooks: {
      'astro:config:done': (done) => {
        config = done.config;
      },
      'astro:build:done': async ({ dir }) => {
        const { redirects, memberArticles, renderedEntries } = await readBuildPlan(
          cacheFolderIn(fileURLToPath(config.cacheDir)),
        );
        const file = new URL('_redirects', dir);
        const owners = await readFile(file, 'utf8').catch(() => '');
        const lines = redirects.flatMap(({ from, to }) =>
          spellingsOf(from).map((spelling) => `${spelling} ${encodeAddress(to)} 301`),
        );
        const all = [
          ...memberArticles.flatMap(membersRules),
          ...renderedEntries.flatMap(entryRules),
          owners.trim(),
          ...lines,
          '',
        ];
        await writeFile(file, all.join('\n').trimStart());
      },
    },
  };
}

/**
 * Has a function answer for a members' article where somebody may be signed in, in the place of the
 * flat page (`200!`). Readers without such a cookie are served by the CDN alone.
 */
function membersRules(article: string): string[] {
  const target = encodeAddress(membersFolder(article));
  const cookies = sessionCookieNames.join(',');
  return spellingsOf(article).map((spelling) => `${spelling} ${target} 200! Cookie=${cookies}`);
}

/** Has a function answer for what may have changed at Contentful since the build. */
function entryRules({ page, markdown }: BuildPlan['renderedEntries'][number]): string[] {
  const rules = [[page, freshPath(page)] as const];
  if (markdown !== null) rules.push([markdown, freshMarkdownPath(page)]);
  return rules.flatMap(([path, target]) =>
    spellingsOf(path).map((spelling) => `${spelling} ${encodeAddress(target)} 200!`),
  );
}

/** As browsers send it. What its owner wrote encoded stays so: `/caf%C3%A9/` and `/café/` are one. */
export function encodeAddress(address: string): string {
  return encodeURI(address).replaceAll(/%25(?=[0-9a-f]{2})/gi, '%');
}

/** Rules are compared with paths decoded here, encoded there: hosts differ, so both are written. */
function spellingsOf(path: string): string[] {
  const encoded = encodeAddress(path);
  const decoded = decodeAddress(encoded);
  // A space or a line end, decoded, would begin another part of the rule or another rule.
  const spellings = /\s/.test(decoded) ? [encoded] : [...new Set([encoded, decoded])];
  return spellings.map(escapePatterns);
}

export function decodeAddress(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    // Bytes that are no UTF-8 have no other spelling.
    return path;
  }
}

/** In `_redirects` a path that starts with `:` or ends with `*` would be a pattern. */
function escapePatterns(path: string): string {
  return path.replaceAll('*', '%2A').replaceAll('/:', '/%3A');
}
