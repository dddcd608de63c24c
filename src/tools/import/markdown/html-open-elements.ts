import type { Nodes } from 'mdast';
import type { HtmlBlock, HtmlToken } from './html-tokens.ts';

/** An element that has begun: `as` is what is written for it, null where its tags are removed. */
export interface OpenElement {
  readonly token: HtmlToken;
  readonly as: string | null;
}

const wrapping: ReadonlySet<string | null> = new Set(['div', 'p', 'span', null]);

/**
 * Elements that have begun and not ended, for each Markdown node by itself: a tag in a paragraph
 * cannot close one around the paragraph.
 */
export class OpenElements {
  readonly #stacks = new Map<Nodes, OpenElement[]>();

  push(token: HtmlToken, as: string | null): void {
    this.#stack(token.block.container).push({ token, as });
  }

  /** Takes the element that a closing tag ends, and those begun inside it that have not ended. */
  close(token: HtmlToken): { matched: OpenElement | null; crossed: OpenElement[] } {
    const stack = this.#stack(token.block.container);
    const at = stack.findLastIndex((open) => open.token.name === token.name);
    if (at < 0) return { matched: null, crossed: [] };
    const [matched = null, ...crossed] = stack.splice(at);
    return { matched, crossed: crossed.toReversed() };
  }

  /** Takes the innermost elements while they are among `names`: a new one closes them. */
  takeWhile(token: HtmlToken, names: ReadonlySet<string> | undefined): OpenElement[] {
    const stack = this.#stack(token.block.container);
    const taken: OpenElement[] = [];
    for (let top = stack.at(-1); top && names?.has(top.as ?? ''); top = stack.at(-1)) {
      taken.push(top);
      stack.pop();
    }
    return taken;
  }

  has(token: HtmlToken, name: string): boolean {
    return this.hasAny(token, new Set([name]));
  }

  /** Whether one of the named elements is open around a token. */
  hasAny({ block }: HtmlToken, names: ReadonlySet<string>): boolean {
    return block.ancestors.some(
      (node) => this.#stacks.get(node)?.some((open) => names.has(open.as ?? '')) ?? false,
    );
  }

  /** Whether a block of HTML stands inside an element, of another block, that is more than wrapping. */
  isInsideOther({ container, start }: HtmlBlock): boolean {
    return this.#stack(container).some(
      (open) => open.token.block.start !== start && !wrapping.has(open.as),
    );
  }

  /** Takes out what began in a block of HTML that is replaced as a whole. */
  forget({ container, start }: HtmlBlock): void {
    this.#stacks.set(
      container,
      this.#stack(container).filter((open) => open.token.block.start !== start),
    );
  }

  /** Everything still open, innermost first. */
  all(): OpenElement[] {
    return [...this.#stacks.values()].flatMap((stack) => stack.toReversed());
  }

  #stack(container: Nodes): OpenElement[] {
    const stack = this.#stacks.get(container) ?? [];
    this.#stacks.set(container, stack);
    return stack;
  }
}
