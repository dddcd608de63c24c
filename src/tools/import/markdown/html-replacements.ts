import { isSafeUrl } from '#src/shared/html-vocabulary.ts';
import {
  escapeAttribute,
  escapeMarkdown,
  escapeText,
  markdownAddress,
  markdownImage,
  openTag,
  readAttributes,
  type Attributes,
} from './html-tags.ts';
import type { HtmlBlock, HtmlToken } from './html-tokens.ts';

/** What stands in for HTML that the vocabulary does not have. */

/**
 * A link to what a player or frame would have loaded; empty where it names nothing to link to.
 * `element` is the element's source, from its first tag to its last.
 */
export function mediaLink(element: string, label: string, block: HtmlBlock): string {
  const tags =
    element.match(
      /<(?:audio|embed|iframe|object|param|source|video)\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi,
    ) ?? [];
  const attributes = tags.map((tag) => readAttributes(tag) ?? new Map<string, string>());
  const url = attributes
    .map((one) => one.get('src') ?? one.get('data') ?? '')
    .find((one) => one.trim() !== '');
  if (url === undefined || !isSafeUrl(url)) return '';
  const address = pageOf(url.trim());
  const title = attributes[0]?.get('title')?.trim();
  const host = URL.canParse(address) ? new URL(address).host.replace(/^www\./, '') : null;
  const kind = host !== null && videoHosts.has(host) ? 'Video' : label;
  return link(title || (host === null ? kind : `${kind} (${host})`), address, block);
}

const videoHosts: ReadonlySet<string> = new Set(['youtube.com', 'vimeo.com', 'dailymotion.com']);

/** The page that shows what an address for frames shows. */
function pageOf(url: string): string {
  const absolute = url.startsWith('//') ? `https:${url}` : url;
  const video = /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]+)/.exec(
    absolute,
  )?.[1];
  if (video) return `https://www.youtube.com/watch?v=${video}`;
  const vimeo = /^https?:\/\/player\.vimeo\.com\/video\/(\d+)/.exec(absolute)?.[1];
  return vimeo ? `https://vimeo.com/${vimeo}` : absolute;
}

/** A link in Markdown where Markdown is read, in HTML inside a block of HTML. */
function link(label: string, url: string, block: HtmlBlock): string {
  if (block.isInline || tagsIn(block).length <= 2)
    return `[${escapeMarkdown(label)}](${markdownAddress(url)})`;
  return `<a href="${escapeAttribute(url)}">${escapeText(label)}</a>`;
}

function tagsIn(block: HtmlBlock): string[] {
  return block.value.match(/<\/?[a-z]/gi) ?? [];
}

const frames =
  /<\/?(?:p|div|center|span|font|br|picture|source)\b(?:[^>"']|"[^"]*"|'[^']*')*>|<!--[\s\S]*?-->/gi;

/** Whether a block of HTML is nothing but this picture in its wrapping. */
export function isAlone(picture: HtmlToken): boolean {
  return picture.block.value.replace(picture.source, '').replaceAll(frames, '').trim() === '';
}

/** `<img>` in Markdown, whatever its address: pictures are looked for later. */
export function pictureInMarkdown(attributes: Attributes): string {
  return markdownImage(
    attributes.get('alt') ?? '',
    pictureAddress(attributes),
    attributes.get('title') ?? null,
  );
}

/** `<img>` inside a block of HTML. */
export function pictureInHtml(attributes: Attributes): string {
  const kept = new Map([
    ['src', pictureAddress(attributes)],
    ['alt', attributes.get('alt') ?? ''],
  ]);
  const title = attributes.get('title');
  if (title) kept.set('title', title);
  return openTag('img', kept).replace(/ alt(?=[ >])/, ' alt=""');
}

/** Pages that load pictures by script keep the real address in an attribute of their own. */
function pictureAddress(attributes: Attributes): string {
  const source = attributes.get('src') ?? '';
  const later =
    attributes.get('datasrc') ?? attributes.get('datalazysrc') ?? attributes.get('dataoriginal');
  return later && (source === '' || source.startsWith('data:')) ? later : source;
}

const excerptMark =
  /^<!--\s*(?:more|truncate|excerpt|end[-_ ]?excerpt|\/?excerpt.*|readmore|toc|lint\b.*|prettier-ignore.*|markdownlint.*)\s*-->$/is;

/** A comment to keep, or null: marks for other programs, and comments that browsers end elsewhere. */
export function keptComment(source: string): string | null {
  const inside = source.slice(4, -3);
  const isPlain = source.length >= 7 && source.endsWith('-->') && !/--|^-?>|<!|-$/.test(inside);
  return isPlain && !excerptMark.test(source) ? source : null;
}

/** The text of CDATA; nothing for document types and instructions to programs. */
export function declarationAsText(source: string): string {
  const text = /^<!\[CDATA\[([\s\S]*?)\]\]>$/.exec(source)?.[1];
  return text === undefined ? '' : escapeText(text).trim();
}
