import type { Element, ElementContent, Root } from 'hast';
import { fallbackPath, pictureSizes, srcset } from '#src/shared/picture-sources.ts';
import type { Picture } from '#src/collections/schemas/articles.ts';
import { h, isBlank, isElement, mapElements, text, walkHast } from './hast.ts';
import type { RenderContext } from './render-context.ts';

/** What an author said of a picture beside its description. */
interface Remarks {
  /** The title: a caption and, after `|`, a credit. */
  readonly title: string;
  readonly isWide: boolean;
}

/**
 * Gives pictures their sizes and formats. One alone in its paragraph becomes a figure: its title is
 * the caption, what follows `|` in it the credit, and `#wide` after its path lets it widen.
 */
export function formatFigures(tree: Root, context: RenderContext): void {
  const remarks = new Map<Element, Remarks>();
  mapElements(tree, (element, parent) => {
    if (element.tagName === 'img') return pictureFor(element, remarks, context);
    if (element.tagName === 'figure') return widen(element, remarks);
    if (element.tagName !== 'p') return element;
    const [only, ...others] = element.children.filter((child) => !isBlank(child));
    if (only === undefined || others.length > 0 || !isElement(only) || !isPicture(only))
      return element;
    // In a figure of the author's own the paragraph is only Markdown's habit.
    return isElement(parent, 'figure') ? only : figureFor(only, remarks.get(only), context);
  });
}

function isPicture(element: Element): boolean {
  return element.tagName === 'img' || String(element.properties['className']) === 'picture';
}

function figureFor(
  picture: Element,
  remarks: Remarks | undefined,
  { words }: RenderContext,
): Element {
  const [caption = '', credit = ''] = (remarks?.title ?? '').split('|').map((part) => part.trim());
  const lines: ElementContent[] = [
    ...(caption ? [text(caption)] : []),
    ...(caption && credit ? [text(' ')] : []),
    ...(credit ? [h('small', {}, [text(words.t('article.credit', { credit }))])] : []),
  ];
  return h('figure', remarks?.isWide ? { className: 'wide' } : {}, [
    picture,
    ...(lines.length > 0 ? [h('figcaption', {}, lines)] : []),
  ]);
}

/** An author's own figure is as wide as the pictures in it ask for. */
function widen(figure: Element, remarks: ReadonlyMap<Element, Remarks>): Element {
  walkHast(figure, (node) => {
    if (isElement(node) && remarks.get(node)?.isWide) figure.properties['className'] = ['wide'];
  });
  return figure;
}

/** The picture in a frame that holds its place. */
function pictureFor(
  image: Element,
  remarks: Map<Element, Remarks>,
  { findPicture }: RenderContext,
): Element {
  const { src, alt, title } = image.properties;
  const picture = findPicture(String(src ?? ''));
  if (!picture) return image;
  const isWide = String(src).endsWith('#wide');
  const sizes = isWide ? pictureSizes.wide : pictureSizes.measure;
  const frame = h('span', { className: 'picture' }, framed(picture, String(alt ?? ''), sizes));
  remarks.set(frame, { title: String(title ?? ''), isWide });
  return frame;
}

function framed(picture: Picture, alt: string, sizes: string): Element[] {
  const { width, height, placeholder } = picture;
  const image = h('img', {
    src: fallbackPath(picture),
    alt,
    width,
    height,
    loading: 'lazy',
    decoding: 'async',
  });
  if (picture.kind === 'verbatim') return [image];
  const shown = h('picture', {}, [
    h('source', { type: 'image/avif', srcSet: srcset(picture, 'avif'), sizes }),
    h('source', { type: 'image/webp', srcSet: srcset(picture, 'webp'), sizes }),
    image,
  ]);
  if (!placeholder) return [shown];
  const blurred = h('img', {
    className: 'placeholder',
    src: placeholder,
    alt: '',
    width,
    height,
    ariaHidden: 'true',
  });
  return [blurred, shown];
}
