import { allowedElements } from '#src/shared/html-vocabulary.ts';

/** What becomes of each element of other people's HTML. */

/** How an element is brought into the vocabulary. */
export type Treatment =
  | { readonly kind: 'keep'; readonly as: string }
  | { readonly kind: 'unwrap'; readonly isBlock: boolean }
  | { readonly kind: 'drop'; readonly withContent: boolean }
  | { readonly kind: 'link'; readonly label: string }
  | { readonly kind: 'picture' }
  | { readonly kind: 'formula' }
  | { readonly kind: 'unknown' };

const renamed: Readonly<Record<string, string>> = {
  acronym: 'abbr',
  dir: 'ul',
  h1: 'h2',
  image: 'img',
  listing: 'pre',
  menu: 'ul',
  strike: 's',
  tt: 'code',
};

const wrappers = names(
  'address article aside body center dialog fieldset footer form header hgroup html main nav noscript search section',
);
const inlineWrappers = names(
  'big blink button font label legend marquee meter nobr output picture progress slot',
);
const droppedWithContent = names(
  'applet canvas datalist frameset head map noembed noframes script select style svg template title',
);
const droppedTags = names(
  'area base basefont bgsound frame input isindex keygen link meta option optgroup param plaintext source spacer textarea track xmp',
);
const media: Readonly<Record<string, string>> = {
  audio: 'Audio',
  embed: 'Embedded file',
  iframe: 'Embedded page',
  object: 'Embedded file',
  video: 'Video',
};

/** Elements without content or closing tag. */
export const voidElements = names(
  'area base br col embed hr img input link meta param source track wbr',
);

/** Elements whose content is text up to their closing tag, whatever it looks like. */
export const rawTextElements = names('iframe noembed noframes script style textarea title xmp');

/** Elements that mean nothing outside one of others. */
export const neededParents: Readonly<Record<string, ReadonlySet<string>>> = {
  caption: names('table'),
  col: names('colgroup'),
  colgroup: names('table'),
  dd: names('dl'),
  dt: names('dl'),
  figcaption: names('figure'),
  li: names('ol ul'),
  rp: names('ruby'),
  rt: names('ruby'),
  summary: names('details'),
  tbody: names('table'),
  td: names('tr'),
  tfoot: names('table'),
  th: names('tr'),
  thead: names('table'),
  tr: names('table tbody thead tfoot'),
};

/** Open elements that a new element closes by beginning (WHATWG HTML, "optional tags"). */
export const closedBy: Readonly<Record<string, ReadonlySet<string>>> = {
  dd: names('dd dt'),
  dt: names('dd dt'),
  li: names('li'),
  tbody: names('tbody tfoot thead tr td th'),
  td: names('td th'),
  tfoot: names('tbody thead tr td th'),
  th: names('td th'),
  thead: names('caption colgroup'),
  tr: names('td th tr'),
  ...Object.fromEntries(
    'blockquote details div dl figure h2 h3 h4 h5 h6 hr ol p pre table ul'
      .split(' ')
      .map((name) => [name, names('p')]),
  ),
};

export function treatmentOf(name: string): Treatment {
  const as = renamed[name] ?? name;
  if (name === 'math') return { kind: 'formula' };
  if (as === 'img') return { kind: 'picture' };
  if (Object.hasOwn(allowedElements, as)) return { kind: 'keep', as };
  if (wrappers.has(name)) return { kind: 'unwrap', isBlock: true };
  if (inlineWrappers.has(name)) return { kind: 'unwrap', isBlock: false };
  if (droppedWithContent.has(name)) return { kind: 'drop', withContent: true };
  if (droppedTags.has(name)) return { kind: 'drop', withContent: false };
  const label = media[name];
  return label === undefined ? { kind: 'unknown' } : { kind: 'link', label };
}

/** Whether HTML has or had an element of this name: others are text in angle brackets. */
export function isHtmlName(name: string): boolean {
  return treatmentOf(name.toLowerCase()).kind !== 'unknown';
}

function names(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
