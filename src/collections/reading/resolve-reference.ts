import path from 'node:path';
import { isSafeUrl } from '#src/shared/html-vocabulary.ts';
import type { SiteMap } from './site-map.ts';

/** What a link in an author's text turned out to be. */
export type ResolvedLink =
  | { readonly kind: 'elsewhere'; readonly href: string }
  /** `anchor` is to be looked for in the text of `file`, once it is rendered. */
  | {
      readonly kind: 'here';
      readonly href: string;
      readonly file: string | null;
      readonly anchor: string | null;
    }
  | { readonly kind: 'broken'; readonly found: string; readonly wanted: string };

/**
 * Finds where a link in the text of `file` leads. Authors may name another text by its file
 * (`../other/index.md`) or by its path (`/articles/other/`); both must exist and be built.
 */
export function resolveLink(url: string, file: string, map: SiteMap): ResolvedLink {
  if (!isSafeUrl(url))
    return { kind: 'broken', found: `the address ${url}`, wanted: 'an address without code' };
  if (url.trim() === '')
    return { kind: 'broken', found: 'a link without an address', wanted: 'an address' };
  if (url.startsWith('#')) return { kind: 'here', href: url, file, anchor: decode(url.slice(1)) };
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) return { kind: 'elsewhere', href: url };
  const { pathname, search, anchor } = split(url);
  return pathname.startsWith('/')
    ? resolvePath({ pathname, search, anchor }, file, map)
    : resolveFile({ pathname, search, anchor }, file, map);
}

interface UrlParts {
  readonly pathname: string;
  readonly search: string;
  readonly anchor: string | null;
}

function resolvePath(
  { pathname, search, anchor }: UrlParts,
  from: string,
  map: SiteMap,
): ResolvedLink {
  const candidates = [pathname, `${pathname}/`];
  const file = candidates.map((one) => map.files.get(one)).find((one) => one !== undefined) ?? null;
  if (file !== null) return resolveText({ file, search, anchor }, from, map);
  const wanted = candidates.find((one) => map.paths.has(one));
  if (wanted !== undefined) {
    return { kind: 'here', href: href(wanted, search, anchor), file: null, anchor: null };
  }
  return {
    kind: 'broken',
    found: `a link to ${pathname}, where nothing is`,
    wanted: 'the path of a page of this site or of a file in public/',
  };
}

function resolveFile(
  { pathname, search, anchor }: UrlParts,
  from: string,
  map: SiteMap,
): ResolvedLink {
  const target = path.posix.join(path.posix.dirname(from), pathname);
  const names = [target, `${target}.md`, path.posix.join(target, 'index.md')];
  const file = names.find((one) => map.places.has(one));
  if (file !== undefined) return resolveText({ file, search, anchor }, from, map);
  return {
    kind: 'broken',
    found: `a link to ${pathname}, where no text is`,
    wanted:
      'the path of another Markdown file from this one, or a path that begins with /; other files go into public/',
  };
}

interface TextTarget {
  readonly file: string;
  readonly search: string;
  readonly anchor: string | null;
}

function resolveText(
  { file, search, anchor }: TextTarget,
  from: string,
  map: SiteMap,
): ResolvedLink {
  const place = map.places.get(file);
  // What is not shown itself may name what will be shown by the time it is.
  const isShownInTime = (place?.shownFrom ?? 0) <= (map.places.get(from)?.shownFrom ?? 0);
  if (!place || (place.hiddenBecause !== null && !isShownInTime)) {
    return {
      kind: 'broken',
      found: `a link to ${file}, which ${place?.hiddenBecause ?? 'is not there'}`,
      wanted: 'a link to something that is published',
    };
  }
  return { kind: 'here', href: href(place.path, search, anchor), file, anchor };
}

function split(url: string): UrlParts {
  const match = /^([^?#]*)(\?[^#]*)?(?:#(.*))?$/s.exec(url);
  const anchor = match?.[3];
  return {
    pathname: decode(match?.[1] ?? ''),
    search: match?.[2] ?? '',
    anchor: anchor ? decode(anchor) : null,
  };
}

function href(pathname: string, search: string, anchor: string | null): string {
  return `${encodeURI(pathname)}${search}${anchor === null ? '' : `#${encodeURIComponent(anchor)}`}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text).normalize('NFC');
  } catch {
    return text;
  }
}
