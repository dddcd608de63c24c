import path from 'node:path';
import { PictureError, probePicture } from '#src/collections/pictures/probe-picture.ts';
import type { Picture } from '#src/collections/schemas/articles.ts';
import type { Problem } from './problems.ts';

/** Where pictures are looked for. */
export interface PictureSource {
  readonly contentFolder: string;
  readonly publicFolder: string;
  readonly cacheFolder: string;
  /** Pictures of other servers that are shown as ours, by the paths they are written by. */
  readonly remotePictures?: ReadonlyMap<string, Picture>;
  readonly report: (problem: Problem) => void;
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
  { contentFolder, publicFolder, cacheFolder, remotePictures, report }: PictureSource,
): Promise<Picture | null> {
  const remote = remotePictures?.get(url.replace(/#wide$/, ''));
  if (remote) return remote;
  const written = decoded(url.replace(/#wide$/, ''));
  const isPublic = written.startsWith('/');
  const inside = isPublic ? written.slice(1) : path.posix.join(path.posix.dirname(file), written);
  try {
    checkPlace(written, inside);
    if (!isPublic) return await probePicture(contentFolder, inside, cacheFolder);
    return asPublicFile(await probePicture(publicFolder, inside, cacheFolder), written);
  } catch (error) {
    if (!(error instanceof PictureError)) throw error;
    report({
      file,
      line,
      field,
      found: `${url.slice(0, 80)}: ${error.found}`,
      wanted: error.wanted,
    });
    return null;
  }
}

function checkPlace(written: string, inside: string): void {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(written)) {
    throw new PictureError(
      'a picture of another site',
      'a file beside the article: pages load nothing from elsewhere, so download it (if its licence allows)',
    );
  }
  if (/^\.\.(?:\/|$)/.test(path.posix.normalize(inside))) {
    throw new PictureError('a picture outside the content folder', 'a file beside the article');
  }
}

/** A file of the owner's in public/ is served from there, as it is. */
function asPublicFile(picture: Picture, written: string): Picture {
  const ending = path.posix.extname(written);
  if (ending === '') throw new PictureError('a name without an ending', 'a name such as photo.jpg');
  const address = encodeURI(written);
  const base = address.slice(0, -ending.length);
  return { ...picture, source: address, base, kind: 'verbatim', widths: [] };
}

function decoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
