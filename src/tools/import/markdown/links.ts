import type { Definition, Image, ImageReference, Link, LinkReference, Nodes } from 'mdast';
import { escapeMarkdown, markdownAddress } from './html-tags.ts';
import { htmlLinkEdits } from './html-links.ts';
import { contentEndOf, endOf, parseMarkdown, startOf, walk } from './markdown-tree.ts';
import { htmlPictureUrls } from './html-links.ts';
import { pictureText, type PictureContext } from './picture-text.ts';
import type { Resolution } from './link-targets.ts';
import type { Edit, SourceText } from './source-text.ts';

/** What links and pictures of a text are resolved with. */
export interface LinkContext extends PictureContext {
  readonly resolve: (url: string) => Resolution;
}

/** The addresses of all pictures in a text, however they are written. */
export function pictureUrls(source: string): string[] {
  const tree = parseMarkdown(source);
  const definitions = definitionsIn(tree);
  const urls = htmlPictureUrls(source);
  walk(tree, (node) => {
    if (node.type === 'image') urls.push(node.url);
    if (node.type === 'imageReference') urls.push(definitions.get(node.identifier)?.url ?? '');
  });
  return urls;
}

/** Points links and pictures to where things are on the new site. What cannot be reached loses its mark and keeps its text. */
export function rewriteLinks(text: SourceText, context: LinkContext): SourceText {
  return text.edited([...new LinkRewriter(text, context).edits(), ...htmlLinkEdits(text, context)]);
}

function definitionsIn(tree: Nodes): ReadonlyMap<string, Definition> {
  const definitions = new Map<string, Definition>();
  walk(tree, (node) => {
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, node);
  });
  return definitions;
}

class LinkRewriter {
  readonly #text: SourceText;
  readonly #context: LinkContext;
  readonly #tree: Nodes;
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly #linked = new Set<string>();
  readonly #edits: Edit[] = [];

  constructor(text: SourceText, context: LinkContext) {
    this.#text = text;
    this.#context = context;
    this.#tree = parseMarkdown(text.value);
    this.#definitions = definitionsIn(this.#tree);
  }

  edits(): Edit[] {
    walk(this.#tree, (node, ancestors) => {
      const isInLink = ancestors.some(({ type }) => type === 'link' || type === 'linkReference');
      if (node.type === 'link') this.#link(node);
      if (node.type === 'linkReference') this.#linkReference(node);
      if (node.type === 'image') this.#picture(node, node, isInLink);
      if (node.type === 'imageReference')
        this.#picture(node, this.#definitions.get(node.identifier) ?? null, isInLink);
    });
    walk(this.#tree, (node) => {
      if (node.type === 'definition') this.#definition(node);
    });
    return this.#edits;
  }

  #link(node: Link): void {
    const source = this.#text.value;
    const resolution = this.#resolve(node.url, startOf(node));
    if (resolution.kind === 'keep') return;
    if (source[startOf(node)] !== '[') {
      if (resolution.kind === 'unlink') {
        this.#replace(
          startOf(node),
          endOf(node),
          withoutLink(source.slice(startOf(node), endOf(node))),
        );
      }
      return;
    }
    if (resolution.kind === 'unlink') return this.#unlink(node);
    const textEnd = node.children.length > 0 ? contentEndOf(node) : startOf(node) + 1;
    const address = addressAfter(source, source.indexOf('](', textEnd) + 2);
    this.#replace(address.start, address.end, markdownAddress(resolution.url));
  }

  #linkReference(node: LinkReference): void {
    const definition = this.#definitions.get(node.identifier);
    if (!definition) return;
    if (this.#context.resolve(definition.url).kind === 'unlink') this.#unlink(node);
    else this.#linked.add(node.identifier);
  }

  /** Keeps what stands between the brackets. */
  #unlink(node: Link | LinkReference): void {
    if (node.children.length === 0) return this.#replace(startOf(node), endOf(node), '');
    this.#replace(startOf(node), startOf(node) + 1, '');
    this.#replace(contentEndOf(node), endOf(node), '');
  }

  /** Definitions that no link needs any more go: the build checks them as links. */
  #definition(node: Definition): void {
    const resolution = this.#resolve(node.url, startOf(node));
    if (resolution.kind === 'keep') return;
    if (!this.#linked.has(node.identifier) || resolution.kind === 'unlink')
      return this.#replace(startOf(node), endOf(node), '');
    const label =
      /^\[(?:[^\]\\]|\\.)*\]:/.exec(this.#text.value.slice(startOf(node), endOf(node)))?.[0] ?? '';
    const address = addressAfter(this.#text.value, startOf(node) + label.length);
    this.#replace(address.start, address.end, markdownAddress(resolution.url));
  }

  #picture(
    node: Image | ImageReference,
    target: Image | Definition | null,
    isInLink: boolean,
  ): void {
    if (!target) return;
    const written = { url: target.url, alt: node.alt ?? '', title: target.title ?? null, isInLink };
    const text = pictureText(written, this.#text.lineAt(startOf(node)), this.#context);
    this.#replace(startOf(node), endOf(node), text);
  }

  #resolve(url: string, offset: number): Resolution {
    const resolution = this.#context.resolve(url);
    if (resolution.kind !== 'keep') {
      const verdict = resolution.kind === 'change' ? 'mapped' : 'left out';
      this.#context.notes.note(verdict, resolution.reason, this.#text.lineAt(offset), url);
    }
    return resolution;
  }

  #replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }
}

/** An address that stands in the text as it is, so that Markdown does not link it. */
function withoutLink(address: string): string {
  if (address.startsWith('<')) return escapeMarkdown(address.slice(1, -1));
  return escapeMarkdown(address).replaceAll(
    /[:@]|(?<=^www)\./gi,
    (mark) => `&#${mark.charCodeAt(0)};`,
  );
}

/** Finds the address that begins after `from` and white space: `<in brackets>`, or to a space or closing parenthesis. */
function addressAfter(source: string, from: number): { start: number; end: number } {
  const start = from + (/^[\s>]*/.exec(source.slice(from, from + 200))?.[0].length ?? 0);
  if (source[start] === '<') return { start, end: source.indexOf('>', start) + 1 };
  let depth = 0;
  let end = start;
  for (; end < source.length; end += 1) {
    const character = source[end] ?? '';
    if (/\s/.test(character)) break;
    if (character === '\\') end += 1;
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) break;
  }
  return { start, end };
}
