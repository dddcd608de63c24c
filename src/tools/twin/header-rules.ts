import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Header, parseAllHeaders } from '@netlify/headers-parser';
import type { Log } from './log.ts';
import { Reloaded } from './reloaded.ts';

export interface HeaderRules {
  /** The headers that `_headers` and netlify.toml give a path; later rules win. */
  forPath: (pathname: string) => Promise<Record<string, string>>;
}

interface RuleSources {
  readonly root: string;
  readonly folder: string;
  readonly log: Log;
}

/** Netlify's own parser; `@netlify/headers` runs it anew for each request, which costs too much. */
export function createHeaderRules({ root, folder, log }: RuleSources): HeaderRules {
  const headersFiles = [join(folder, '_headers')];
  const config = join(root, 'netlify.toml');
  const rules = new Reloaded([...headersFiles, config], async () => {
    const { headers, errors } = await parseAllHeaders({
      headersFiles,
      netlifyConfigPath: existsSync(config) ? config : undefined,
      configHeaders: [],
      minimal: false,
    });
    for (const error of errors) log.error(`_headers: ${error.message}`);
    return headers.filter((header) => isRule(header));
  });
  return { forPath: async (pathname) => matching(await rules.get(), pathname) };
}

/** With `minimal: false` every rule has its expression; the parser's type cannot say so. */
function isRule(header: object): header is Header {
  return 'forRegExp' in header;
}

function matching(rules: readonly Header[], pathname: string): Record<string, string> {
  const spellings = [pathname, decodeURI(pathname)];
  const values = rules
    .filter(({ forRegExp }) => spellings.some((spelling) => forRegExp.test(spelling)))
    .map((rule) => rule.values);
  return Object.assign({}, ...values);
}
