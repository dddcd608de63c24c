import type { Element, Root } from 'hast';
import { highlightCode } from './highlight-code.ts';
import { h, isElement, mapElements, nameEachOnce, text, textOf } from './hast.ts';
import type { RenderContext } from './render-context.ts';
import { readCodeTitles, type TakeCodeTitle } from './code-titles.ts';

interface CodeBlock {
  readonly pre: Element;
  readonly code: Element;
  readonly language: string | null;
  readonly title: string | null;
}

/** Turns each fenced block into a figure with its title or language above, and coloured code. */
export async function formatCodeBlocks(
  tree: Root,
  body: string,
  { words }: RenderContext,
): Promise<void> {
  const takeTitle = readCodeTitles(body);
  const blocks: CodeBlock[] = [];
  mapElements(tree, (element) => {
    const block = readCodeBlock(element, takeTitle);
    if (!block) return element;
    blocks.push(block);
    return h('figure', { className: 'code' }, [caption(block, words.t('code.select')), block.pre]);
  });
  const nameOnce = nameEachOnce();
  for (const { pre, code, language, title } of blocks) {
    const label = nameOnce(
      title ??
        (language ? words.t('article.code.language', { language }) : words.t('article.code')),
    );
    // Focusable, so that a keyboard can scroll it; named, so that a screen reader can say what it is.
    pre.properties = { tabIndex: 0, role: 'region', ariaLabel: label };
    code.properties = language ? { dataLanguage: language } : {};
    code.children = await highlightCode(textOf(code).replace(/\n$/, ''), language ?? '');
  }
}

function caption({ language, title }: CodeBlock, selectLabel: string): Element {
  const name = title ?? language;
  const select = h('label', { className: 'select-all' }, [
    h('input', { type: 'checkbox' }),
    text(selectLabel),
  ]);
  return h('figcaption', {}, [...(name ? [h('span', {}, [text(name)])] : []), select]);
}

function readCodeBlock(element: Element, takeTitle: TakeCodeTitle): CodeBlock | null {
  const [code] = element.children;
  if (element.tagName !== 'pre' || element.children.length !== 1) return null;
  if (!code || !isElement(code, 'code')) return null;
  const classes = code.properties['className'];
  const name = Array.isArray(classes)
    ? classes.map(String).find((one) => one.startsWith('language-'))
    : undefined;
  return {
    pre: element,
    code,
    language: name?.slice('language-'.length).toLowerCase() ?? null,
    title: takeTitle(textOf(code)),
  };
}
