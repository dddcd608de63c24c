import { describe } from './picture-text.ts';
import {
  allowedAttributes,
  escapeAttribute,
  escapeText,
  openTag,
  readAttributes,
} from './html-tags.ts';
import { htmlTokens, type HtmlToken } from './html-tokens.ts';
import type { LinkContext } from './links.ts';
import type { Edit, SourceText } from './source-text.ts';

/** Addresses of pictures in raw HTML. */
export function htmlPictureUrls(source: string): string[] {
  return htmlTokens(source)
    .filter((token) => token.kind === 'open' && token.name === 'img')
    .map((token) => readAttributes(token.source)?.get('src') ?? '');
}

/** Points links and pictures in raw HTML, clean already, to where things are on the new site. */
export function htmlLinkEdits(text: SourceText, context: LinkContext): Edit[] {
  const edits: Edit[] = [];
  let linkDepth = 0;
  const tokens = htmlTokens(text.value);
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'close' && token.name === 'a') linkDepth = 0;
    if (token.kind !== 'open') continue;
    if (token.name === 'a') {
      linkDepth = 1;
      edits.push(...linkEdits(token, tokens.slice(index + 1), text.lineAt(token.start), context));
    } else if (token.name === 'img') {
      edits.push({
        start: token.start,
        end: token.end,
        text: pictureHtml(token, linkDepth > 0, text.lineAt(token.start), context),
      });
    }
  }
  return edits;
}

function linkEdits(
  token: HtmlToken,
  later: readonly HtmlToken[],
  line: number,
  { resolve, notes }: LinkContext,
): Edit[] {
  const attributes = readAttributes(token.source);
  const href = attributes?.get('href');
  if (!attributes || href === undefined) return [];
  const resolution = resolve(href);
  if (resolution.kind === 'keep') return [];
  notes.note(resolution.kind === 'change' ? 'mapped' : 'left out', resolution.reason, line, href);
  if (resolution.kind === 'change') {
    const changed = new Map([...attributes, ['href', resolution.url]]);
    return [{ start: token.start, end: token.end, text: openTag('a', changed) }];
  }
  const close = later.find(
    (one) =>
      one.kind === 'close' && one.name === 'a' && one.block.container === token.block.container,
  );
  const id = attributes.get('id');
  const [open, end] =
    id === undefined ? ['', ''] : [openTag('span', new Map([['id', id]])), '</span>'];
  return [
    { start: token.start, end: token.end, text: open },
    ...(close ? [{ start: close.start, end: close.end, text: end }] : []),
  ];
}

function pictureHtml(
  token: HtmlToken,
  isInLink: boolean,
  line: number,
  { pictures, notes }: LinkContext,
): string {
  const attributes = readAttributes(token.source) ?? new Map<string, string>();
  const url = attributes.get('src') ?? '';
  const found = pictures.get(url) ?? {
    kind: 'none',
    reason: 'pictures that are not there, their description kept',
  };
  const alt = attributes.get('alt') ?? '';
  if (found.kind === 'none') {
    notes.note('left out', found.reason, line, url.slice(0, 80));
    return escapeText(alt);
  }
  const words = describe(
    { url, alt, title: attributes.get('title') ?? null, isInLink },
    line,
    notes,
  );
  if (found.kind === 'file') {
    notes.note('mapped', 'pictures copied beside the article', line, url);
    const kept = allowedAttributes('img', attributes);
    return openTag('img', new Map([...kept, ['src', `./${found.name}`], ['alt', words]]));
  }
  notes.note('left out', 'pictures on other sites, a link to them kept', line, found.url);
  return isInLink
    ? escapeText(words)
    : `<a href="${escapeAttribute(found.url)}">${escapeText(words)}</a>`;
}
