import sharp, { type OverlayOptions } from 'sharp';
import { drawingFamilies } from './drawing-fonts.ts';
import type { OpenGraphCard } from './open-graph-card.ts';

/** Pixels: what networks ask for. */
const width = 1200;
const height = 630;
const margin = 72;
const measure = width - 2 * margin;

/** The paper scheme of `styles/tokens.css`. */
const colours = { paper: '#faf6ed', ink: '#1b1915', quiet: '#595346', accent: '#9c2a1c' } as const;

/** Sizes of headlines in pixels, the largest that fits its box is taken. */
const titleSizes = [96, 84, 74, 64, 56, 48, 40] as const;
/** A letter is about this wide and a line this high, in parts of its size: a first guess. */
const letterShape = { width: 0.44, height: 1.02 } as const;
const titleBox = { top: 232, bottom: 500 } as const;

/** Changes whenever the drawing does: images kept under another number are drawn anew. */
export const drawingVersion = 3;

/** What of a card there is type for. */
export interface DrawableCard {
  readonly publication: string;
  readonly section: string | null;
  readonly title: string | null;
  readonly byline: string | null;
  readonly dir: 'ltr' | 'rtl';
}

export function drawablePartsOf(
  { publication, host, section, title, byline, dir }: OpenGraphCard,
  drawable: (text: string) => string | null,
): DrawableCard {
  return {
    publication: drawable(publication) ?? host,
    section: section === null ? null : drawable(section),
    title: drawable(title),
    byline: drawable(byline),
    dir,
  };
}

/**
 * Draws a card as a PNG: nameplate, section, headline, by-line. Without a headline the publication's
 * name stands alone.
 */
export async function drawCard(card: DrawableCard): Promise<Buffer> {
  const isRightToLeft = card.dir === 'rtl';
  const start = (piece: Piece): number => (isRightToLeft ? width - margin - piece.width : margin);
  if (card.title === null) return drawNameAlone(card.publication);
  const nameplate = await setText(card.publication, { face: drawingFamilies.display, size: 50 });
  const pieces: OverlayOptions[] = [
    ...rules,
    place(nameplate, centred(nameplate.width, width), 118 - nameplate.height),
  ];
  if (card.section !== null) {
    const kicker = { face: drawingFamilies.sans, size: 26, colour: colours.accent };
    const section = await setText(cutToLine(card.section, kicker.size), kicker);
    pieces.push(place(section, start(section), 176));
  }
  const title = await setTitle(card.title);
  pieces.push(place(title, start(title), titleBox.top));
  if (card.byline !== null) {
    const quiet = { face: drawingFamilies.sans, size: 26, colour: colours.quiet };
    const byline = await setText(cutToLine(card.byline, quiet.size), quiet);
    pieces.push(place(byline, start(byline), 552));
  }
  return print(pieces);
}

async function drawNameAlone(publication: string): Promise<Buffer> {
  const name = await setText(publication, { face: drawingFamilies.display, size: titleSizes[0] });
  const top = centred(name.height, height);
  return print([...rules, place(name, centred(name.width, width), top)]);
}

function centred(inner: number, outer: number): number {
  return Math.round((outer - inner) / 2);
}

/** Two rules under the nameplate, as on the front page, and one above the by-line. */
const rules: readonly OverlayOptions[] = [
  rule({ top: 136, thickness: 4 }),
  rule({ top: 144, thickness: 1 }),
  rule({ top: 526, thickness: 1 }),
];

function rule({ top, thickness }: { top: number; thickness: number }): OverlayOptions {
  const create = {
    width: measure,
    height: thickness,
    channels: 3,
    background: colours.ink,
  } as const;
  return { input: { create }, left: margin, top };
}

/** A text as a picture. */
interface Piece {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
}

interface TypeStyle {
  readonly face: string;
  /** Pixels. */
  readonly size: number;
  readonly colour?: string;
}

async function setTitle(title: string): Promise<Piece> {
  const room = titleBox.bottom - titleBox.top;
  for (const size of titleSizes.filter((one) => mayFit(title, one, room))) {
    const piece = await setText(title, { face: drawingFamilies.display, size });
    if (piece.height <= room) return piece;
  }
  // Longer than any headline should be: what fits of it, to the last whole word.
  return setTitle(`${title.slice(0, Math.floor(title.length * 0.8)).replace(/\s+\S*$/, '')}…`);
}

/** Whether a title might fit at a size; most that cannot need not be set to see that. */
function mayFit(title: string, size: number, room: number): boolean {
  const lines = Math.ceil((title.length * letterShape.width * size) / measure);
  return lines * size * letterShape.height <= room || size === titleSizes.at(-1);
}

/** A text as long as a line of the measure may be, cut at a word. */
function cutToLine(text: string, size: number): string {
  const most = Math.floor(measure / (letterShape.width * size));
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\s·…]*\s\S*$/, '')}…`;
}

/** Sets a text in lines of at most the measure. Pango finds its direction and joins its letters. */
async function setText(
  text: string,
  { face, size, colour = colours.ink }: TypeStyle,
): Promise<Piece> {
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="${colour}">${escapeMarkup(text)}</span>`,
      font: `${face} ${size}`,
      width: measure,
      wrap: 'word-char',
      rgba: true,
      // One point is one pixel.
      dpi: 72,
    },
  })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height };
}

function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/\p{Cc}/gu, ' ');
}

/** Puts a piece on the card. Sharp takes none that is higher than that: what is below its edge is cut off. */
function place(piece: Piece, left: number, top: number): OverlayOptions {
  const at = { left: Math.max(0, left), top: Math.max(0, top) };
  const rows = Math.min(piece.height, height - at.top);
  const raw = { width: piece.width, height: rows, channels: 4 } as const;
  return { input: piece.pixels.subarray(0, rows * piece.width * raw.channels), raw, ...at };
}

/** In full colour: a palette would halve the bytes, which few ever fetch, and double the time of each build. */
function print(pieces: OverlayOptions[]): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: colours.paper } })
    .composite(pieces)
    .png({ compressionLevel: 6 })
    .toBuffer();
}
