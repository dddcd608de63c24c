import {
  bundledLanguages,
  createCssVariablesTheme,
  createHighlighter,
  type BundledLanguage,
  type Highlighter,
} from 'shiki';
import type { ElementContent } from 'hast';
import { h, hasClass, text } from './hast.ts';

/*
 * Code is coloured by classes, never by style attributes, which the Content Security Policy refuses.
 * Shiki's own theme of CSS variables names each token's role; the role becomes the class.
 */

const theme = createCssVariablesTheme({ name: 'roles', variablePrefix: '--', fontStyle: false });
const roleOf = /^var\(--token-([a-z-]+)\)$/;

let highlighter: Promise<Highlighter> | null = null;

async function loadHighlighter(language: BundledLanguage): Promise<Highlighter> {
  highlighter ??= createHighlighter({ themes: [theme], langs: [] });
  const loaded = await highlighter;
  // Grammars are large: only those in use are loaded, each once.
  if (!loaded.getLoadedLanguages().includes(language)) await loaded.loadLanguage(language);
  return loaded;
}

/** Longer code is shown plain: colouring it would take minutes and help nobody. */
const longestColoured = 60_000;

/**
 * Shiki leaves a line plain that takes longer, half a second unless told: on a busy machine the same
 * text would come out otherwise, and be kept like that.
 */
const longestLineInMilliseconds = 60_000;

/** Gives the children of `<code>`: text, with spans of class `t-<role>` where the language is known. */
export async function highlightCode(code: string, language: string): Promise<ElementContent[]> {
  if (!isBundledLanguage(language) || code.length > longestColoured) return [text(code)];
  const lines = (await loadHighlighter(language)).codeToTokensBase(code, {
    lang: language,
    theme,
    tokenizeTimeLimit: longestLineInMilliseconds,
  });
  const children: ElementContent[] = [];
  for (const [index, line] of lines.entries()) {
    if (index > 0) append(children, '\n', null);
    for (const token of line)
      append(children, token.content, roleOf.exec(token.color ?? '')?.[1] ?? null);
  }
  return children;
}

/** Adds a token, joined to the one before where the role is the same or nothing is to be seen. */
function append(children: ElementContent[], value: string, role: string | null): void {
  const last = children.at(-1);
  if (last?.type === 'text' && (role === null || value.trim() === '')) last.value += value;
  else if (role === null || value.trim() === '') children.push(text(value));
  else if (last?.type === 'element' && hasClass(last, `t-${role}`)) last.children.push(text(value));
  else children.push(h('span', { className: `t-${role}` }, [text(value)]));
}

function isBundledLanguage(language: string): language is BundledLanguage {
  return Object.hasOwn(bundledLanguages, language);
}
