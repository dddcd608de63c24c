import { readFile, writeFile } from 'node:fs/promises';
import type { AstroIntegration } from 'astro';
import { headerOnlyDirectives, securityHeaders } from '#src/shared/security-headers.ts';

const speculationRulesPath = '/speculation-rules.json';

/** Pages are fetched when a pointer rests on their link, so that the click finds them there. */
const speculationRules = {
  prefetch: [
    {
      where: {
        and: [
          { href_matches: '/*' },
          {
            not: { href_matches: ['/api/*', '/account/*', '/*.xml', '/*.json', '/*.md', '/*.png'] },
          },
          { not: { selector_matches: '[rel~=nofollow]' } },
        ],
      },
      eagerness: 'moderate',
    },
  ],
};

/**
 * Writes `_headers`: one rule for everything, since the policy's hashes are the same on every page of
 * a build, and a few for what differs. Astro's adapter would write a rule for each page.
 */
export function headersIntegration(): AstroIntegration {
  const policies = new Set<string>();
  return {
    name: 'broadsheet:headers',
    hooks: {
      'astro:build:generated': ({ routeToHeaders }) => {
        policies.clear();
        for (const { headers } of routeToHeaders.values()) {
          const policy = headers.get('content-security-policy');
          if (policy) policies.add(policy);
        }
      },
      'astro:build:done': async ({ dir }) => {
        await writeFile(new URL(`.${speculationRulesPath}`, dir), JSON.stringify(speculationRules));
        const file = new URL('_headers', dir);
        const owners = await readFile(file, 'utf8').catch(() => '');
        await writeFile(file, [headerRules(mergePolicies(policies)), owners].join('\n'));
      },
    },
  };
}

function headerRules(policy: string): string {
  return [
    rule('/*', {
      'Content-Security-Policy': policy,
      ...securityHeaders,
      'Speculation-Rules': `"${speculationRulesPath}"`,
    }),
    // Readers' programs on the web show the pictures of feeds, other sites those of shared links.
    rule('/_astro/*', {
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    }),
    rule(speculationRulesPath, { 'Content-Type': 'application/speculationrules+json' }),
    rule('/og/*', { 'Cross-Origin-Resource-Policy': 'cross-origin' }),
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
