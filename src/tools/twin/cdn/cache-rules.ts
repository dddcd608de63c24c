/** What a function's answer says of being kept by the CDN. */
export interface Keeping {
  readonly seconds: number;
  readonly tags: readonly string[];
}

/** Keeping that was asked for; null where nothing is kept. */
export function readKeeping(status: number, headers: Headers): Keeping | null {
  if (status >= 500 || headers.has('set-cookie')) return null;
  const control = headers.get('netlify-cdn-cache-control') ?? '';
  const [, seconds] = /(?:^|[\s,])(?:s-maxage|max-age)=(\d{1,9})/.exec(control) ?? [];
  if (seconds === undefined || /no-store|private/.test(control)) return null;
  const tags = (headers.get('netlify-cache-tag') ?? '').split(',').map((tag) => tag.trim());
  return { seconds: Number(seconds), tags: tags.filter(Boolean) };
}

/**
 * What an answer depends on, of a request: parameters of the query (all of them unless `Netlify-Vary`
 * names some), headers and cookies.
 */
export function variantOf(request: Request, vary: string): string {
  const rules = vary.split(',').map((rule) => rule.trim().split('='));
  const namesOf = (kind: string): string[] | null => {
    const rule = rules.find(([name]) => name === kind);
    return rule ? (rule[1] ?? '').split('|').filter(Boolean) : null;
  };
  const { searchParams } = new URL(request.url);
  const wanted = namesOf('query') ?? [...searchParams.keys()];
  const query = [...new Set(wanted)].toSorted().map((name) => [name, searchParams.getAll(name)]);
  const headers = (namesOf('header') ?? []).map((name) => [name, request.headers.get(name)]);
  const cookies = (namesOf('cookie') ?? []).map((name) => [
    name,
    new RegExp(`(?:^|; )${RegExp.escape(name)}=([^;]*)`).exec(
      request.headers.get('cookie') ?? '',
    )?.[1],
  ]);
  return JSON.stringify([query, headers, cookies]);
}
