import type { Element, Root } from 'hast';
import { fallbackPath, pictureSizes, srcset } from '#src/shared/picture-sources.ts';
import type { Picture } from '../schemas/articles.ts';
import { h, hasClass, isBlank, isElement, mapElements, text } from './hast.ts';
import type { RenderContext } from './render-context.ts';

/**
 * Gives pictures their sizes and formats. One alone in its paragraph becomes a figure: its title is
 * the caption, what follows `|` in it the credit, and `#wide` after its path lets it widen.
 */
export function formatFigures(tree: Root, context: RenderContext): void {
  mapElements(tree, (element) => {
    if (element.tagName === 'img') return pictureFor(element, context);
    if (element.tagName !== 'p') return element;
    const [only, ...others] = element.children.filter((child) => !isBlank(child));
    const isAlone = only !== undefined && others.length === 0 && isElement(only) && isPicture(only);
    return isAlone ? figureFor(only, context) : element;
  });
}

function isPicture(element: Element): boolean {
  return element.tagName === 'img' || hasClass(element, 'picture');
}

function figureFor(picture: Element, { words }: RenderContext): Element {
  const { dataTitle, dataWide, ...properties } = picture.properties;
  picture.properties = properties;
  const [caption = '', credit = ''] = String(dataTitle ?? '').split('|').map((part) => part.trim());
  const lines = [
    ...(caption ? [text(caption)] : []),
    ...(credit ? [text(' '), h('small', {}, [text(words.t('article.credit', { credit }))])] : []),
  ];
  return h('figure', dataWide ? { className: 'wide' } : {}, [
    picture,
    ...(lines.length > 0 ? [h('figcaption', {}, lines)] : []),
  ]);
}

/** The picture in a frame that holds its place, with title and width for the figure around it. */
function pictureFor(image: Element, { findPicture }: RenderContext): Element {
  const { src, alt, title } = image.properties;
  const picture = findPicture(String(src ?? ''));
  if (!picture) return image;
  const isWide = String(src).endsWith('#wide');
  return h(
    'span',
    { className: 'picture', dataTitle: title ?? null, dataWide: isWide || null },
    framed(picture, String(alt ?? ''), isWide ? pictureSizes.wide : pictureSizes.measure),
  );
}

function framed(picture: Picture, alt: string, sizes: string): Element[] {
  const { width, height, placeholder } = picture;
  const image = h('img', { src: fallbackPath(picture), alt, width, height, loading: 'lazy', decoding: 'async' });
  if (picture.kind === 'verbatim') return [image];
  const shown = h('picture', {}, [
    h('source', { type: 'image/avif', srcSet: srcset(picture, 'avif'), sizes }),
    h('source', { type: 'image/webp', srcSet: srcset(picture, 'webp'), sizes }),
    image,
  ]);
  return placeholder ? [h('img', { className: 'placeholder', src: placeholder, alt: '', width, height, ariaHidden: 'true' }), shown] : [shown];
}
