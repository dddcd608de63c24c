import {
  comparablePath,
  decoded,
  pathFromPattern,
  webAddress,
  type PatternValues,
} from './addresses.ts';

/** An article of whose old address nothing is known but what links to it say. */
export interface LinkedArticle extends PatternValues {
  /** Its text, with the links that it was written with. */
  readonly text: string;
}

/** A pattern of old addresses, and what speaks for it. */
export interface GuessedPattern {
  readonly pattern: string;
  /** The file and address of the first link of that kind. */
  readonly example: { readonly file: string; readonly url: string };
  /** How many articles are linked to in this way. */
  readonly articles: number;
}

interface GuessContext {
  readonly oldSite: URL | null;
  /** Old addresses that are known already: they prove nothing more. */
  readonly known: Iterable<string>;
}

/** Ends of addresses that no other page has by accident. */
const dated: ReadonlySet<string> = new Set(['/:year/:month/:day/:name', '/:year/:month/:name']);
/** What an old address may have ended with, the most telling first. */
const shapes = [...dated, '/:path', '/:category/:name', '/:name'];

/** Fewer articles than these may be linked to in a certain way by accident. */
const fewest = 2;

/**
 * Finds out from the links between articles where they were: what `/blog/release/v1/` and
 * `/blog/release/v2/` end with are files of theirs, so all were at `/blog/:path/`.
 */
export function guessOldPaths(
  articles: readonly LinkedArticle[],
  { oldSite, known }: GuessContext,
): GuessedPattern[] {
  const ends = endsOf(articles);
  const seen = new Set([...known].map((path) => comparablePath(path)));
  const linkedBelow = new Map<string, number>();
  const found = new Map<string, Evidence>();
  for (const { file, text } of articles) {
    for (const url of siteLinks(text, oldSite)) {
      const path = comparablePath(url);
      if (seen.has(path)) continue;
      seen.add(path);
      for (const { prefix, end } of splits(path)) {
        linkedBelow.set(prefix, (linkedBelow.get(prefix) ?? 0) + 1);
        const match = ends.get(end);
        if (!match) continue;
        const pattern = `${prefix}${match.shape}${/\.html?$/i.exec(url)?.[0] ?? '/'}`;
        const evidence = found.get(pattern) ?? {
          prefix,
          shape: match.shape,
          example: { file, url },
          links: new Map(),
        };
        found.set(pattern, evidence);
        evidence.links.set(path, match.file);
      }
    }
  }
  return chooseBest(found, linkedBelow);
}

interface Evidence {
  readonly prefix: string;
  readonly shape: string;
  readonly example: GuessedPattern['example'];
  /** Addresses that fit → the files that they mean. */
  readonly links: Map<string, string>;
}

/** The pattern that explains most links, then the one that explains most of the rest, and so on. */
function chooseBest(
  found: ReadonlyMap<string, Evidence>,
  linkedBelow: ReadonlyMap<string, number>,
): GuessedPattern[] {
  const explained = new Set<string>();
  const chosen: GuessedPattern[] = [];
  const sorted = [...found].toSorted(([, a], [, b]) => b.links.size - a.links.size);
  for (const [pattern, { prefix, shape, links, example }] of sorted) {
    const rest = [...links].filter(([path]) => !explained.has(path));
    const { size } = new Set(rest.map(([, file]) => file));
    const isTelling = dated.has(shape) || size * 2 >= (linkedBelow.get(prefix) ?? 0);
    if (size < fewest || !isTelling) continue;
    for (const [path] of rest) explained.add(path);
    chosen.push({ pattern, example, articles: size });
  }
  return chosen;
}

/** What an address may end with → the shape of that end, and the one article that has it. */
function endsOf(
  articles: readonly LinkedArticle[],
): ReadonlyMap<string, { readonly shape: string; readonly file: string }> {
  const ends = new Map<string, { shape: string; file: string }>();
  for (const shape of shapes) {
    const byEnd = Map.groupBy(articles, (article) => pathFromPattern(shape, article) ?? '');
    for (const [end, [first, second]] of byEnd) {
      if (first && !second && !ends.has(comparablePath(end)))
        ends.set(comparablePath(end), { shape, file: first.file });
    }
  }
  return ends;
}

/** `/a/b/c` → the parts before and after each slash. */
function* splits(path: string): Iterable<{ readonly prefix: string; readonly end: string }> {
  for (let at = 0; at >= 0; at = path.indexOf('/', at + 1))
    yield { prefix: path.slice(0, at), end: path.slice(at) };
}

const siteLink = /(?:\]\(\s*<?|\]:\s*<?|\bhref\s*=\s*["']?)(\/[^\s"'<>)]+|https?:[^\s"'<>)]+)/gi;

/** Paths on the old site that a text links to. A file's name is none of them: it was never an address. */
function siteLinks(text: string, oldSite: URL | null): string[] {
  return [...text.matchAll(siteLink)].flatMap(([, url = '']) => {
    const absolute = webAddress(url);
    if (absolute && (!oldSite || bareHost(new URL(absolute)) !== bareHost(oldSite))) return [];
    const path = decoded((absolute ? new URL(absolute).pathname : url).replace(/[?#].*$/, ''));
    return path.startsWith('//') || /\.(?:md|mdx|markdown)$/i.test(path) ? [] : [path];
  });
}

function bareHost({ host }: URL): string {
  return host.replace(/^www\./, '');
}
