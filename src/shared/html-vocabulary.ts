/**
 * The HTML that authors may write inside Markdown, and the URLs they may point to.
 *
 * One list for everyone who touches authors' text: the build refuses what is not on it, the
 * importer brings other people's HTML down to it, and the article "Everything you can write"
 * documents it. Based on the WHATWG content models; there is no element here that can run script,
 * load a third party's resource or change how the page is laid out.
 */

/** Attributes that every allowed element may carry. */
export const globalAttributes: readonly string[] = ['lang', 'dir', 'title', 'id'];

/** Allowed elements with the attributes each may carry besides {@link globalAttributes}. */
export const allowedElements: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'hreflang', 'rel'],
  abbr: [],
  b: [],
  bdi: [],
  bdo: [],
  blockquote: ['cite'],
  br: [],
  caption: [],
  cite: [],
  code: [],
  col: ['span'],
  colgroup: ['span'],
  data: ['value'],
  dd: [],
  del: ['cite', 'datetime'],
  details: ['open'],
  dfn: [],
  div: [],
  dl: [],
  dt: [],
  em: [],
  figcaption: [],
  figure: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  hr: [],
  i: [],
  img: ['src', 'alt', 'width', 'height'],
  ins: ['cite', 'datetime'],
  kbd: [],
  li: ['value'],
  mark: [],
  ol: ['reversed', 'start', 'type'],
  p: [],
  pre: [],
  q: ['cite'],
  rp: [],
  rt: [],
  ruby: [],
  s: [],
  samp: [],
  small: [],
  span: [],
  strong: [],
  sub: [],
  summary: [],
  sup: [],
  table: [],
  tbody: [],
  td: ['colspan', 'rowspan', 'headers'],
  tfoot: [],
  th: ['colspan', 'rowspan', 'headers', 'scope', 'abbr'],
  thead: [],
  time: ['datetime'],
  tr: [],
  u: [],
  ul: [],
  var: [],
  wbr: [],
};

/**
 * Ids of the page around a text, which nothing in the text may take. Others that a page has beside a
 * text hold a colon, which no anchor of a heading does.
 */
export const pageIds: ReadonlySet<string> = new Set([
  'content',
  'footnote-label',
  'members',
  'menu',
  'related',
]);

const safeProtocols: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/**
 * Says whether a browser would treat `url` as a link to a page, an address or a telephone, and not
 * as code. Parsed as browsers parse (WHATWG URL), so that tabs, line ends, case and control
 * characters hide nothing: `jav\tascript:` is refused. Relative URLs and fragments are safe.
 */
export function isSafeUrl(url: string): boolean {
  try {
    return safeProtocols.has(new URL(url, 'https://relative.invalid/').protocol);
  } catch {
    return false;
  }
}
