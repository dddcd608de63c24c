import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { PictureError, probePicture } from '#src/collections/pictures/probe-picture.ts';
import { isSafeUrl } from '#src/shared/html-vocabulary.ts';
import { decoded } from './addresses.ts';
import { isInside } from './find-files.ts';
import { makeSlug } from '#src/collections/short-text.ts';

/** What an address of a picture leads to. */
export type FoundPicture =
  /** A file to be copied beside the article under `name`. */
  | { readonly kind: 'file'; readonly source: string; readonly name: string }
  | { readonly kind: 'remote'; readonly url: string }
  | { readonly kind: 'none'; readonly reason: string };

/** Pictures of one text by the addresses that it writes. */
export type FoundPictures = ReadonlyMap<string, FoundPicture>;

/** Folders whose files generators serve from `/`. */
const servedFolders = [
  '',
  'static',
  'public',
  'assets',
  'source',
  'src',
  'content',
  'images',
  'img',
];

/** Where pictures are looked for, and what is known of them. */
export class PictureFinder {
  readonly #root: string;
  readonly #roots: readonly string[];
  readonly #cacheFolder: string;
  readonly #checked = new Map<string, Promise<string | null>>();

  /** `root` is the imported folder, `others` more folders to look in; all real paths. */
  constructor(root: string, others: readonly string[], cacheFolder: string) {
    this.#root = root;
    this.#roots = [root, ...others];
    this.#cacheFolder = cacheFolder;
  }

  /** Finds the pictures that a text in `file` (a path from the root) names, with names unlike each other. */
  async findAll(urls: readonly string[], file: string): Promise<FoundPictures> {
    const found = new Map<string, FoundPicture>();
    const names = new Map<string, string>();
    for (const url of new Set(urls)) found.set(url, await this.#find(url, file, names));
    return found;
  }

  async #find(url: string, file: string, names: Map<string, string>): Promise<FoundPicture> {
    const address = url.trim().startsWith('//') ? `https:${url.trim()}` : url.trim();
    if (/^https?:/i.test(address))
      return URL.canParse(address) ? { kind: 'remote', url: address } : missing;
    if (!isSafeUrl(address))
      return {
        kind: 'none',
        reason: 'pictures inside the text (data:) or with an address that is none',
      };
    const source = await this.#locate(address, file);
    if (source === null) return missing;
    const problem = await this.#check(source);
    return problem === null
      ? { kind: 'file', source, name: nameFor(source, names) }
      : { kind: 'none', reason: problem };
  }

  async #locate(url: string, file: string): Promise<string | null> {
    const plain = decoded(url.replace(/[?#].*$/, '')).replace(/^[@~]\//, '/');
    if (plain === '' || plain.includes('\0')) return null;
    const { dir, name } = path.posix.parse(file);
    // Hexo keeps the pictures of `hello.md` in `hello/`.
    const beside = plain.startsWith('/')
      ? []
      : [path.join(this.#root, dir, plain), path.join(this.#root, dir, name, plain)];
    const served = this.#roots.flatMap((root) =>
      servedFolders.map((folder) => path.join(root, folder, plain)),
    );
    for (const candidate of [...beside, ...served]) {
      const real = await realpath(candidate).catch(() => null);
      const isOurs = real !== null && this.#roots.some((root) => isInside(root, real));
      if (isOurs && (await stat(real)).isFile()) return real;
    }
    return null;
  }

  /** Why the build would refuse the picture, or null. */
  #check(source: string): Promise<string | null> {
    const known = this.#checked.get(source) ?? this.#probe(source);
    this.#checked.set(source, known);
    return known;
  }

  async #probe(source: string): Promise<string | null> {
    try {
      await probePicture(path.dirname(source), path.basename(source), this.#cacheFolder);
      return null;
    } catch (error) {
      if (error instanceof PictureError)
        return 'pictures that do not open or that pages cannot show';
      throw error;
    }
  }
}

const missing: FoundPicture = {
  kind: 'none',
  reason: 'pictures that are not there, their description kept',
};

/** A name without characters that paths must encode, unlike those in `names` (name → source). */
function nameFor(source: string, names: Map<string, string>): string {
  const { name, ext } = path.parse(source);
  const base = makeSlug(name) || 'picture';
  for (let number = 1; ; number += 1) {
    const wished = `${base}${number === 1 ? '' : `-${number}`}${ext.toLowerCase()}`;
    const owner = names.get(wished);
    if (owner !== undefined && owner !== source) continue;
    names.set(wished, source);
    return wished;
  }
}

/** Words for a picture that nobody described: its file's name. */
export function guessedAlt(url: string): string {
  const { name } = path.posix.parse(decoded(url.replace(/[?#].*$/, '')));
  return name.replaceAll(/[-_.+\s]+/g, ' ').trim() || 'Picture';
}
