import type { BlockContent, PhrasingContent, RootContent } from 'mdast';
import { calloutKinds } from '#src/collections/markdown/callouts.ts';
import { isSafeUrl } from '#src/shared/html-vocabulary.ts';
import type { EmbeddedAsset, EmbeddedEntry, RichTextContext } from './rich-text-context.ts';
import { writeMarkdown } from './write-markdown.ts';

/*
 * What stands in a text and is no text, as nodes of Markdown. HTML has no way to say most of it; these
 * go beside the HTML, which holds a place for each.
 */

export type MadeNode = RootContent;

/** A block for an entry; null where nothing can be made of it, which is reported. */
export function makeBlock(embedded: EmbeddedEntry, context: RichTextContext): MadeNode | null {
  switch (embedded.kind) {
    case 'article':
      return paragraph([cardLink(embedded)]);
    case 'code':
      return makeCode(embedded);
    case 'callout':
      return makeCallout(embedded);
    case 'picture':
      return makePicture(embedded, context);
    case 'link': {
      const link = makeLink(embedded, context);
      return link && paragraph([link]);
    }
    case 'text':
      // Markdown already: written as it is, behind the marks of the list or quote that it stands in.
      return embedded.markdown.trim() === ''
        ? null
        : { type: 'html', value: embedded.markdown.trim() };
  }
}

/** What a block is in a line of text; null, which is reported, where it can only be a block. */
export function makeInline(
  embedded: EmbeddedEntry,
  context: RichTextContext,
): PhrasingContent | null {
  if (embedded.kind === 'article') {
    return { type: 'link', url: embedded.href, children: [plain(embedded.title)] };
  }
  if (embedded.kind === 'link') return makeLink(embedded, context);
  if (embedded.kind === 'code') {
    return { type: 'inlineCode', value: embedded.code.replaceAll(/\s+/g, ' ').trim() };
  }
  const found = `an entry (${embedded.kind}) within a line of text`;
  context.report({ kind: 'wrong', found, wanted: 'a place of its own between two paragraphs' });
  return null;
}

/** A picture, or a link to what else an asset is. */
export function makeAsset(asset: EmbeddedAsset, context: RichTextContext): MadeNode | null {
  if (asset.kind === 'picture') {
    return makePicture({ ...asset, kind: 'picture', credit: null, isWide: false }, context);
  }
  const { title, contentType, sizeInBytes } = asset;
  const link = makeLink({ ...asset, title: title || 'file' }, context);
  const size =
    sizeInBytes >= 100_000
      ? `${(sizeInBytes / 1_000_000).toFixed(1)} MB`
      : `${Math.max(1, Math.round(sizeInBytes / 1000))} kB`;
  const type = (contentType.split('/')[1] ?? contentType).split('.').at(-1)?.toUpperCase() ?? '';
  return link && paragraph([link, plain(` (${type}, ${size})`)]);
}

export function makeCode({
  code,
  language,
  title,
}: Omit<Extract<EmbeddedEntry, { kind: 'code' }>, 'kind'>): MadeNode {
  // What would end the line, the fence or the quotes is no part of a name.
  const lang = language?.toLowerCase().replaceAll(/[\s`"'<>{}]+/g, '') || null;
  const name = title?.replaceAll(/["`\s]+/g, ' ').trim();
  // Without a language what follows the fence would be one.
  return {
    type: 'code',
    lang: lang ?? (name ? 'text' : null),
    meta: name ? `title="${name}"` : null,
    value: code.replaceAll(/\r\n?/g, '\n').replace(/\n+$/, ''),
  };
}

function makeCallout({ tone, title, text }: Extract<EmbeddedEntry, { kind: 'callout' }>): MadeNode {
  const kind = calloutKinds.find((one) => one === tone.trim().toLowerCase()) ?? 'note';
  const words = title?.replaceAll(/\s+/g, ' ').trim();
  const head = `[!${kind.toUpperCase()}]${words ? ` ${writeMarkdown(paragraph([plain(words)]))}` : ''}`;
  const lines = [head, ...text.trim().split('\n')];
  return {
    type: 'html',
    value: lines.map((line) => `> ${line}`.trimEnd()).join('\n'),
  };
}

function makePicture(
  { src, alt, caption, credit, isWide }: Extract<EmbeddedEntry, { kind: 'picture' }>,
  { report }: RichTextContext,
): MadeNode | null {
  if (alt.trim() === '') {
    const wanted = 'what the picture shows, for readers who cannot see it';
    report({ kind: 'wrong', found: 'a picture without a description', wanted });
    return null;
  }
  const remarks = [caption, credit].map((text) => (text ?? '').replaceAll('|', '/').trim());
  const title = remarks[1] ? remarks.join(' | ').trim() : remarks[0];
  return paragraph([
    {
      type: 'image',
      url: `${src}${isWide ? '#wide' : ''}`,
      alt: oneLine(alt),
      title: title || null,
    },
  ]);
}

function makeLink(
  { url, title }: { readonly url: string; readonly title: string },
  { report }: RichTextContext,
): PhrasingContent | null {
  if (!/^https?:/i.test(url.trim()) || !isSafeUrl(url)) {
    const found = `the address ${JSON.stringify(url.slice(0, 60))}`;
    report({ kind: 'wrong', found, wanted: 'an address that begins with https://' });
    return null;
  }
  const label = oneLine(title) || url.trim();
  return { type: 'link', url: new URL(url.trim()).href, children: [plain(label)] };
}

/** See `markdown/cards.ts`. */
function cardLink({
  href,
  title,
  description,
}: Extract<EmbeddedEntry, { kind: 'article' }>): PhrasingContent {
  return {
    type: 'link',
    url: href,
    title: `card: ${oneLine(description)}`.trim(),
    children: [plain(oneLine(title) || href)],
  };
}

function paragraph(children: PhrasingContent[]): BlockContent {
  return { type: 'paragraph', children };
}

function plain(value: string): PhrasingContent {
  return { type: 'text', value };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
