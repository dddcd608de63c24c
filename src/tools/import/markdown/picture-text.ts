import { escapeMarkdown, markdownAddress, markdownImage } from './html-tags.ts';
import { guessedAlt, type FoundPictures } from './pictures.ts';
import type { FileNotes } from './report.ts';

/** What pictures of a text are resolved with. */
export interface PictureContext {
  readonly pictures: FoundPictures;
  readonly notes: FileNotes;
}

/** A picture as a text writes it. */
export interface WrittenPicture {
  readonly url: string;
  readonly alt: string;
  readonly title: string | null;
  /** Links do not go inside links. */
  readonly isInLink: boolean;
}

/** The Markdown that a picture becomes: a picture, a link to it, or its description. */
export function pictureText(
  picture: WrittenPicture,
  line: number,
  { pictures, notes }: PictureContext,
): string {
  const found = pictures.get(picture.url) ?? {
    kind: 'none',
    reason: 'pictures that are not there, their description kept',
  };
  if (found.kind === 'none') {
    notes.note('left out', found.reason, line, picture.url.slice(0, 80));
    return escapeMarkdown(picture.alt);
  }
  const alt = describe(picture, line, notes);
  if (found.kind === 'file') {
    notes.note('mapped', 'pictures copied beside the article', line, picture.url);
    return markdownImage(alt, `./${found.name}`, picture.title);
  }
  notes.note('left out', 'pictures on other sites, a link to them kept', line, found.url);
  return picture.isInLink
    ? escapeMarkdown(alt)
    : `[${escapeMarkdown(alt)}](${markdownAddress(found.url)})`;
}

/** The description, or words from the file's name: the build takes no picture without one. */
export function describe(
  { alt, title, url }: WrittenPicture,
  line: number,
  notes: FileNotes,
): string {
  if (alt.trim() !== '') return alt;
  const guess = title?.trim() || guessedAlt(url);
  notes.note('guessed', 'description of a picture: its caption or file name', line, guess);
  return guess;
}
