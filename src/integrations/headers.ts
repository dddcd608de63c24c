import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroConfig, AstroIntegration } from 'astro';
import { cacheFolderIn } from '#src/collections/bodies.ts';
import { readBuildPlan } from '#src/collections/build-plan.ts';
import { headerOnlyDirectives, securityHeaders } from '#src/shared/security-headers.ts';
import { freshPattern } from './fresh-articles.ts';
import { wrapOnDemandFunction } from './on-demand/wrap-function.ts';

const speculationRulesPath = '/speculation-rules.json';

/** Pages are fetched when a pointer rests on their link, so that the click finds them there. */
const speculationRules = {
  prefetch: [
    {
      where: {
        and: [
          { href_matches: '/*' },
          {
            not: {
              href_matches: [
                '/api/*',
                '/account/*',
                '/:locale/account/*',
                '/newsletter/*',
                '/:locale/newsletter/*',
                '/preview/*',
                '/*.xml',
                '/*.json',
                '/*.md',
                '/*.png',
                '/search/\\?*',
                '/:locale/search/\\?*',
              ],
            },
          },
          { not: { selector_matches: '[rel~=nofollow]' } },
        ],
      },
      eagerness: 'moderate',
    },
  ],
};

/**
 * Gives every answer its headers. Files have them by `_headers`: one rule for everything, since the
 * policy's hashes are the same on every page of a build, and a few for what differs. Astro's adapter
 * would write a rule for each page. What is rendered on demand has them from the code around Astro's
 * function.
 */
export function headersIntegration(): AstroIntegration {
  const policies = new Set<string>();
  let config: AstroConfig;
  let hasFresh = false;
  return {
    name: 'broadsheet:headers',
    hooks: {
      'astro:routes:resolved': ({ routes }) => {
        hasFresh = routes.some(({ pattern }) => pattern === freshPattern);
      },
      'astro:build:generated': ({ routeToHeaders }) => {
        policies.clear();
        for (const { headers } of routeToHeaders.values()) {
          const policy = headers.get('content-security-policy');
          if (policy) policies.add(policy);
        }
      },
      'astro:config:done': (done) => {
        config = done.config;
      },
      'astro:build:done': async ({ dir }) => {
        const headers = headersOfEverything(mergePolicies(policies));
        await writeFile(new URL(`.${speculationRulesPath}`, dir), JSON.stringify(speculationRules));
        const file = new URL('_headers', dir);
        const owners = await readFile(file, 'utf8').catch(() => '');
        await writeFile(file, [headerRules(headers), owners].join('\n'));
        const { redirects } = await readBuildPlan(cacheFolderIn(fileURLToPath(config.cacheDir)));
        const onDemand = new URL('.netlify/v1/functions/ssr/ssr.mjs', config.root);
        await wrapOnDemandFunction(fileURLToPath(onDemand), { headers, redirects, hasFresh });
      },
    },
  };
}

function headersOfEverything(policy: string): Record<string, string> {
  return {
    'Content-Security-Policy': policy,
    ...securityHeaders,
    'Speculation-Rules': `"${speculationRulesPath}"`,
  };
}

function headerRules(headers: Readonly<Record<string, string>>): string {
  return [
    rule('/*', headers),
    // Readers' programs on the web show the pictures of feeds, other sites those of shared links.
    rule('/_astro/*', {
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    }),
    rule('/pagefind/editions/*', { 'Cache-Control': 'public, max-age=31536000, immutable' }),
    rule(speculationRulesPath, { 'Content-Type': 'application/speculationrules+json' }),
    rule('/og/*', { 'Cross-Origin-Resource-Policy': 'cross-origin' }),
    rule('/:locale/og/*', { 'Cross-Origin-Resource-Policy': 'cross-origin' }),
  ].join('\n');
}

function rule(path: string, headers: Readonly<Record<string, string>>): string {
  return [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ''].join(
    '\n',
  );
}

/** One policy that allows what any page needs: hashes name exact texts, so more of them allow no more texts. */
export function mergePolicies(policies: ReadonlySet<string>): string {
  const merged = new Map<string, Set<string>>();
  for (const policy of policies) {
    for (const directive of policy.split(';').map((part) => part.trim())) {
      const [name, ...values] = directive.split(/\s+/);
      if (!name) continue;
      const known = merged.get(name) ?? new Set();
      for (const value of values) known.add(value);
      merged.set(name, known);
    }
  }
  if (merged.size === 0) throw new Error('No page came with a Content Security Policy.');
  const directives = [...merged].map(([name, values]) => [name, ...values].join(' '));
  return [...directives, ...headerOnlyDirectives].join('; ');
}
