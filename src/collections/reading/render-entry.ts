import path from 'node:path';
import { englishStrings } from '#src/shared/strings/en.ts';
import { createWords, type Words } from '#src/shared/strings/translate.ts';
import { absoluteUrl, membersFolder } from '#src/shared/paths.ts';
import { fallbackPath, isWritten } from '#src/shared/picture-sources.ts';
import type { Access, Body } from '#src/collections/bodies.ts';
import { digestOf } from '#src/collections/digest.ts';
import { pipelineVersion } from '#src/collections/markdown/features.ts';
import { UnsafeTreeError } from '#src/collections/markdown/guard-tree.ts';
import type { RenderContext } from '#src/collections/markdown/render-context.ts';
import { renderMarkdown } from '#src/collections/markdown/render-markdown.ts';
import { makeTwin } from '#src/collections/markdown/twin.ts';
import type { Picture } from '#src/collections/schemas/articles.ts';
import { findPicture } from './find-picture.ts';
import type { WrittenEntry } from './read-entries.ts';
import { resolveLink } from './resolve-reference.ts';
import type { Problem } from './problems.ts';
import type { SiteMap } from './site-map.ts';

/** What texts are rendered with. */
export interface RenderSource {
  readonly contentFolder: string;
  readonly publicFolder: string;
  readonly cacheFolder: string;
  readonly remotePictures?: ReadonlyMap<string, Picture>;
  readonly siteUrl: string;
  /** Answers what was rendered from the same before, or renders it. */
  readonly keep: (kept: KeptBody, make: () => Promise<Body>) => Promise<Body>;
  readonly map: SiteMap;
  /** The words of each locale, with a digest of them. */
  readonly wordsOf: (locale: string) => { readonly words: Words; readonly digest: string };
  readonly report: (problem: Problem) => void;
}

/** Under which name a body is kept, and on which shelf. */
export interface KeptBody {
  readonly access: Access;
  readonly digest: string;
}

/** What is known of a rendered text. The text itself is on disk: a large site is too much for memory. */
export interface RenderedEntry {
  readonly digest: string;
  readonly headings: Body['headings'];
  readonly anchors: Body['anchors'];
  readonly wordCount: number;
  readonly pictures: readonly Picture[];
  /** Anchors in other texts, or in this one, that its links count on. */
  readonly wantedAnchors: readonly {
    readonly file: string;
    readonly anchor: string;
    readonly line: number;
  }[];
}

/**
 * Renders the body of an entry, or finds it rendered. Members' bodies are kept apart, and so are the
 * pictures in them: these are served under the article's own address, as the text is.
 */
export async function renderEntry(
  entry: WrittenEntry<unknown>,
  source: RenderSource,
  { access }: { readonly access: Access },
): Promise<RenderedEntry | null> {
  const { links, wantedAnchors } = resolveLinks(entry, source);
  const pictures = await findPictures(entry, source, access);
  if (!links || !pictures || entry.check.mistakes.length > 0) return null;
  const known = { links, pictures, siteUrl: source.siteUrl };
  const { words, digest: wordsDigest } = source.wordsOf(entry.locale);
  const { body: text, locale } = entry;
  const digest = digestOf([
    pipelineVersion,
    text,
    locale,
    wordsDigest,
    source.siteUrl,
    [...links],
    [...pictures],
  ]);
  const make = async (): Promise<Body> => ({
    ...(await renderMarkdown(text, contextFor(words, known))),
    markdown: makeTwin(text, (url) => fullAddress(url, known)),
  });
  try {
    const body = await source.keep({ access, digest }, make);
    const { headings, anchors, wordCount } = body;
    return {
      digest,
      headings,
      anchors,
      wordCount,
      pictures: [...pictures.values()],
      wantedAnchors,
    };
  } catch (cause) {
    if (!(cause instanceof UnsafeTreeError)) {
      throw new Error(`${entry.file} could not be rendered`, { cause });
    }
    const wanted = 'Markdown, or only what is listed in "Everything you can write"';
    source.report({
      file: entry.file,
      line: entry.bodyLine,
      field: 'HTML',
      found: cause.message,
      wanted,
    });
    return null;
  }
}

/** Reports links and pictures of a text that lead nowhere. */
export async function checkAddresses(
  entry: WrittenEntry<unknown>,
  source: RenderSource,
): Promise<void> {
  resolveLinks(entry, source);
  await findPictures(entry, source, 'public');
}

/** Links and pictures of one text, by their keys (see {@link addressKey}). */
interface KnownAddresses {
  readonly links: ReadonlyMap<string, string>;
  readonly pictures: ReadonlyMap<string, Picture>;
  readonly siteUrl: string;
}

function contextFor(words: Words, { links, pictures }: KnownAddresses): RenderContext {
  return {
    words,
    resolveLink: (url) => {
      const href = links.get(addressKey(url));
      if (href !== undefined) return href;
      // Anchors of Broadsheet's own, and addresses elsewhere, lead where they say.
      if (/^(?:#|[a-z][a-z0-9+.-]*:)/i.test(url)) return url;
      throw new UnsafeTreeError(`the link ${url}, which was not checked`);
    },
    findPicture: (url) => {
      const picture = pictures.get(addressKey(url));
      if (picture) return picture;
      throw new UnsafeTreeError(`the picture ${url}, which was not checked`);
    },
  };
}

function fullAddress(url: string, { links, pictures, siteUrl }: KnownAddresses): string | null {
  const picture = pictures.get(addressKey(url));
  if (picture) return absoluteUrl(fallbackPath(picture), siteUrl);
  const link = links.get(addressKey(url));
  return link?.startsWith('/') ? absoluteUrl(link, siteUrl) : null;
}

/** hast carries addresses percent-encoded, mdast as they were written: one key for both. */
function addressKey(url: string): string {
  return url.replaceAll(/(?:%[0-9a-f]{2})+/gi, safelyDecoded);
}

function safelyDecoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

function resolveLinks(entry: WrittenEntry<unknown>, { map, report }: RenderSource) {
  const links = new Map<string, string>();
  const wantedAnchors: { file: string; anchor: string; line: number }[] = [];
  let isWhole = true;
  for (const { kind, url, line: bodyLine } of entry.check.references) {
    if (kind !== 'link') continue;
    const line = bodyLine + entry.bodyLine - 1;
    const link = resolveLink(url, entry.file, map);
    if (link.kind === 'broken') {
      report({ file: entry.file, line, field: 'link', found: link.found, wanted: link.wanted });
      isWhole = false;
    } else {
      links.set(addressKey(url), link.href);
      if (link.kind === 'here' && link.file !== null && link.anchor) {
        wantedAnchors.push({ file: link.file, anchor: link.anchor, line });
      }
    }
  }
  return { links: isWhole ? links : null, wantedAnchors };
}

async function findPictures(
  entry: WrittenEntry<unknown>,
  source: RenderSource,
  access: Access,
): Promise<Map<string, Picture> | null> {
  const page = source.map.places.get(entry.file)?.path;
  const pictures = new Map<string, Picture>();
  let isWhole = true;
  for (const { kind, url, line } of entry.check.references) {
    if (kind !== 'picture' || pictures.has(addressKey(url))) continue;
    const picture = await findPicture(
      { url, file: entry.file, line: line + entry.bodyLine - 1, field: 'picture' },
      source,
    );
    if (picture) {
      const isMoved = access === 'members' && page !== undefined;
      pictures.set(addressKey(url), isMoved ? asMembersPicture(picture, page) : picture);
    } else isWhole = false;
  }
  return isWhole ? pictures : null;
}

/** Under the page that shows it. What the owner has put into `public/` is public wherever it is shown. */
function asMembersPicture(picture: Picture, page: string): Picture {
  if (!isWritten(picture)) return picture;
  return { ...picture, base: membersFolder(page) + path.posix.basename(picture.base) };
}

/** Makes the words of every locale once. */
export function createWordsOf(
  stringsByLocale: ReadonlyMap<string, Readonly<Record<string, string>>>,
): RenderSource['wordsOf'] {
  const made = new Map<string, { words: Words; digest: string }>();
  return (locale) => {
    const known = made.get(locale);
    if (known) return known;
    const strings = stringsByLocale.get(locale) ?? {};
    const entry = {
      words: createWords(locale, strings),
      digest: digestOf([englishStrings, strings]),
    };
    made.set(locale, entry);
    return entry;
  };
}
