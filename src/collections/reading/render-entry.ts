import path from 'node:path';
import { createWords, type Words } from '#src/shared/strings/translate.ts';
import { absoluteUrl } from '#src/shared/paths.ts';
import { verbatimPath, fallbackPath } from '#src/shared/picture-sources.ts';
import { keepBody, type Body } from '../bodies.ts';
import { digestOf } from '../digest.ts';
import { pipelineVersion } from '../markdown/features.ts';
import { renderMarkdown } from '../markdown/render-markdown.ts';
import { makeTwin } from '../markdown/twin.ts';
import { PictureError, probePicture } from '../pictures/probe-picture.ts';
import type { Picture } from '../schemas/articles.ts';
import type { WrittenEntry } from './read-entries.ts';
import { resolveLink } from './resolve-reference.ts';
import type { Problem } from './problems.ts';
import type { SiteMap } from './site-map.ts';

/** What texts are rendered with. */
export interface RenderSource {
  readonly contentFolder: string;
  readonly publicFolder: string;
  readonly cacheFolder: string;
  readonly siteUrl: string;
  readonly map: SiteMap;
  /** The words of each locale, with a digest of what the owner changed in them. */
  readonly wordsOf: (locale: string) => { readonly words: Words; readonly digest: string };
  readonly report: (problem: Problem) => void;
}

/** A text and what was found in it. */
export interface RenderedEntry {
  readonly digest: string;
  readonly body: Body;
  readonly pictures: readonly Picture[];
  /** Anchors in other texts, or in this one, that its links count on. */
  readonly wantedAnchors: readonly { readonly file: string; readonly anchor: string; readonly line: number }[];
}

/**
 * Renders the body of an entry, or finds it rendered. Members' bodies are rendered to be checked and
 * then forgotten (`keep: false`).
 */
export async function renderEntry(
  entry: WrittenEntry<unknown>,
  source: RenderSource,
  { keep }: { readonly keep: boolean },
): Promise<RenderedEntry | null> {
  const { links, wantedAnchors } = resolveLinks(entry, source);
  const pictures = await findPictures(entry, source);
  if (!links || !pictures) return null;
  const { words, digest: wordsDigest } = source.wordsOf(entry.locale);
  const made = [pipelineVersion, entry.body, entry.locale, wordsDigest, source.siteUrl, [...links], [...pictures]];
  const digest = digestOf(made);
  const make = async (): Promise<Body> => {
    const context = {
      words,
      resolveLink: (url: string) => links.get(url) ?? links.get(safelyDecoded(url)) ?? url,
      findPicture: (url: string) => pictures.get(url) ?? pictures.get(safelyDecoded(url)) ?? null,
    };
    const markdown = makeTwin(entry.body, (url) => fullAddress(url, { links, pictures, siteUrl: source.siteUrl }));
    return { ...(await renderMarkdown(entry.body, context)), markdown };
  };
  const body = await (keep ? keepBody(source.cacheFolder, digest, make) : make());
  return { digest, body, pictures: [...pictures.values()], wantedAnchors };
}

function fullAddress(
  url: string,
  known: { links: ReadonlyMap<string, string>; pictures: ReadonlyMap<string, Picture>; siteUrl: string },
): string | null {
  const picture = known.pictures.get(url);
  if (picture) return absoluteUrl(fallbackPath(picture), known.siteUrl);
  const link = known.links.get(url);
  return link?.startsWith('/') ? absoluteUrl(link, known.siteUrl) : null;
}

/** hast carries addresses percent-encoded, mdast as they were written. */
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
      links.set(url, link.href);
      if (link.kind === 'here' && link.file !== null && link.anchor) {
        wantedAnchors.push({ file: link.file, anchor: link.anchor, line });
      }
    }
  }
  return { links: isWhole ? links : null, wantedAnchors };
}

async function findPictures(entry: WrittenEntry<unknown>, source: RenderSource): Promise<Map<string, Picture> | null> {
  const pictures = new Map<string, Picture>();
  let isWhole = true;
  for (const { kind, url, line } of entry.check.references) {
    if (kind !== 'picture' || pictures.has(url)) continue;
    const picture = await findPicture({ url, file: entry.file, line: line + entry.bodyLine - 1, field: 'picture' }, source);
    if (picture) pictures.set(url, picture);
    else isWhole = false;
  }
  return isWhole ? pictures : null;
}

/** A picture as an author names it, and where. */
export interface WrittenPicture {
  readonly url: string;
  readonly file: string;
  readonly line: number;
  readonly field: string;
}

/** Finds a picture and its sizes. Reports and answers null where it cannot be used. */
export async function findPicture(
  { url, file, line, field }: WrittenPicture,
  { contentFolder, publicFolder, cacheFolder, report }: Pick<RenderSource, 'contentFolder' | 'publicFolder' | 'cacheFolder' | 'report'>,
): Promise<Picture | null> {
  const written = safelyDecoded(url.replace(/#wide$/, ''));
  const refuse = (found: string, wanted: string): null => {
    report({ file, line, field, found, wanted });
    return null;
  };
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(written)) {
    return refuse(`the picture ${JSON.stringify(url.slice(0, 80))} of another site`, 'a file beside the article: pages load nothing from elsewhere, so download it (if its licence allows)');
  }
  const isPublic = written.startsWith('/');
  const inside = isPublic ? written.slice(1) : path.posix.join(path.posix.dirname(file), written);
  if (path.posix.normalize(inside).startsWith('..')) return refuse(`the picture ${url}, outside the content folder`, 'a file beside the article');
  try {
    const picture = await probePicture(isPublic ? publicFolder : contentFolder, inside, cacheFolder);
    return isPublic ? asPublicFile(picture, written) : picture;
  } catch (error) {
    if (error instanceof PictureError) return refuse(`${url}: ${error.found}`, error.wanted);
    throw error;
  }
}

/** A file of the owner's in public/ is served from there, as it is. */
function asPublicFile(picture: Picture, written: string): Picture {
  const base = written.slice(0, written.lastIndexOf('.'));
  const served: Picture = { ...picture, source: written, base, kind: 'verbatim', widths: [] };
  return verbatimPath(served) === written ? served : picture;
}

/** Makes the words of every locale once. */
export function createWordsOf(stringsByLocale: ReadonlyMap<string, Readonly<Record<string, string>>>): RenderSource['wordsOf'] {
  const made = new Map<string, { words: Words; digest: string }>();
  return (locale) => {
    const known = made.get(locale);
    if (known) return known;
    const strings = stringsByLocale.get(locale) ?? {};
    const entry = { words: createWords(locale, strings), digest: digestOf(strings) };
    made.set(locale, entry);
    return entry;
  };
}
