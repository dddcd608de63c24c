import { isSafeUrl } from '#src/shared/html-vocabulary.ts';
import { formulaAsHtml } from './formula.ts';
import type { HtmlDraft } from './html-draft.ts';
import { closedBy, neededParents, treatmentOf, voidElements } from './html-policy.ts';
import { isAlone, mediaLink, pictureInHtml, pictureInMarkdown } from './html-replacements.ts';
import {
  allowedAttributes,
  escapeText,
  openTag,
  readAttributes,
  type Attributes,
} from './html-tags.ts';
import type { HtmlToken } from './html-tokens.ts';

/** Decides what becomes of an element, at its first tag. */
export function decideElement(token: HtmlToken, draft: HtmlDraft): void {
  const treatment = treatmentOf(token.name);
  switch (treatment.kind) {
    case 'keep':
      if (isTypeParameter(token, draft)) return decideUnknown(token, draft);
      return keep(token, inlineName(token, treatment.as), draft);
    case 'picture':
      return decidePicture(token, draft);
    case 'unwrap':
      return unwrap(token, treatment.isBlock, draft);
    case 'link':
      return turnIntoLink(token, treatment.label, draft);
    case 'formula':
      return setFormula(token, draft);
    case 'drop':
      draft.replace(token, '', { verdict: 'left out', reason: `<${token.name}>` });
      return treatment.withContent ? draft.dropContent(token) : undefined;
    default:
      return decideUnknown(token, draft);
  }
}

/** A <div> in a line of text would end its paragraph; a <p> there means nothing. */
function inlineName(token: HtmlToken, as: string): string | null {
  if (!token.block.isInline) return as;
  if (as === 'p') return null;
  return as === 'div' ? 'span' : as;
}

function keep(token: HtmlToken, as: string | null, draft: HtmlDraft): void {
  for (const open of draft.open.takeWhile(token, closedBy[as ?? ''])) {
    draft.closeBefore(token, open);
  }
  if (as === null || !isInPlace(token, as, draft))
    return leave(token, 'tag without its place', draft);
  const written = readAttributes(token.source);
  const attributes = written ?? new Map<string, string>();
  const href = attributes.get('href');
  if (href !== undefined && !isSafeUrl(href)) {
    return leave(token, 'link that would run code or that browsers do not open', draft, href);
  }
  const kept = keptAttributes(as, attributes, draft);
  if (as === 'a' && !kept.has('href')) return keepAnchor(token, kept.get('id') ?? null, draft);
  const isVoid = voidElements.has(as);
  if (token.source.endsWith('/>') && !isVoid) {
    return draft.replace(token, '', { verdict: 'mapped', reason: 'empty HTML elements removed' });
  }
  const isSame = as === token.name && kept.size === attributes.size && written !== null;
  if (!isSame) {
    draft.write(token, openTag(as, kept));
    noteAttributes(
      token,
      [...attributes.keys()].filter((name) => !kept.has(name)),
      draft,
    );
  }
  if (!isVoid) draft.open.push(token, as);
}

/** Cells stand in rows, items in lists, and no link in a link. */
function isInPlace(token: HtmlToken, as: string, { open }: HtmlDraft): boolean {
  const needed = neededParents[as];
  if (needed && !open.hasAny(token, needed)) return false;
  const isInLink = token.block.ancestors.some(({ type }) => type.startsWith('link'));
  return as !== 'a' || !(isInLink || open.has(token, 'a'));
}

function keptAttributes(as: string, attributes: Attributes, { anchors }: HtmlDraft): Attributes {
  const kept = new Map(allowedAttributes(as, attributes));
  const name = as === 'a' ? attributes.get('name') : undefined;
  const id = anchors.take(attributes.get('id') ?? name);
  return id === null ? kept : kept.set('id', id);
}

/** `<a name="x">`: a place that links point to. */
function keepAnchor(token: HtmlToken, id: string | null, draft: HtmlDraft): void {
  if (id === null) {
    draft.replace(token, '', {
      verdict: 'mapped',
      reason: 'anchors that nothing points to removed',
    });
  } else {
    const tag = openTag('span', new Map([['id', id]]));
    draft.replace(token, tag, { verdict: 'mapped', reason: 'anchors kept as ids' });
  }
  const isClosed = token.source.endsWith('/>');
  if (!isClosed) draft.open.push(token, id === null ? null : 'span');
  else if (id !== null) draft.insert(token.end, '</span>');
}

function noteAttributes(token: HtmlToken, names: readonly string[], draft: HtmlDraft): void {
  if (names.length === 0) {
    return draft.note(token, { verdict: 'mapped', reason: 'HTML tags renamed or repaired' });
  }
  const isScript = names.some((name) => name.startsWith('on'));
  draft.note(token, {
    verdict: 'left out',
    reason: isScript ? 'event handlers of HTML' : 'HTML attributes outside the vocabulary',
    detail: `<${token.name}> ${names.join(' ')}`,
  });
}

/** Takes the tags of an element away and keeps what is in it. */
function leave(token: HtmlToken, reason: string, draft: HtmlDraft, detail = token.source): void {
  draft.replace(token, '', { verdict: 'left out', reason, detail });
  if (!voidElements.has(token.name)) draft.open.push(token, null);
}

function decidePicture(token: HtmlToken, draft: HtmlDraft): void {
  const attributes = readAttributes(token.source) ?? new Map<string, string>();
  const note = { verdict: 'mapped', reason: '<img> turned into Markdown' } as const;
  if (token.block.isInline) return draft.replace(token, pictureInMarkdown(attributes), note);
  if (isAlone(token) && !draft.open.isInsideOther(token.block)) {
    draft.note(token, note);
    return draft.replaceBlock(token, pictureInMarkdown(attributes));
  }
  draft.write(token, pictureInHtml(attributes));
}

/** A block of HTML must begin with a tag to stay one, else its text would become Markdown. */
function unwrap(token: HtmlToken, isBlock: boolean, draft: HtmlDraft): void {
  const { block } = token;
  const holdsText = block.value.replaceAll(/<[^>]*>/g, '').trim() !== '';
  const isNeeded =
    !block.isInline && holdsText && (isBlock || block.value.startsWith(token.source));
  const name = isBlock ? 'div' : 'span';
  draft.replace(token, isNeeded ? `<${name}>` : '', {
    verdict: 'mapped',
    reason: `<${token.name}> unwrapped`,
  });
  if (!token.source.endsWith('/>')) draft.open.push(token, isNeeded ? name : null);
}

function turnIntoLink(token: HtmlToken, label: string, draft: HtmlDraft): void {
  const source = voidElements.has(token.name) ? token.source : draft.sourceOfElement(token);
  const link = mediaLink(source, label, token.block);
  if (link === '') {
    const reason = `<${token.name}> without an address to link to`;
    draft.replace(token, '', { verdict: 'left out', reason });
  } else {
    draft.replace(token, link, { verdict: 'mapped', reason: `<${token.name}> turned into a link` });
  }
  draft.dropContent(token);
}

function setFormula(token: HtmlToken, draft: HtmlDraft): void {
  const html = formulaAsHtml(draft.sourceOfElement(token));
  draft.replace(token, html, { verdict: 'guessed', reason: 'formula set in plain HTML' });
  draft.dropContent(token);
}

/** `List<S>` has no <s> in it. */
function isTypeParameter(token: HtmlToken, draft: HtmlDraft): boolean {
  const isName = /^<[A-Z]>$/.test(token.source) && /\w/.test(draft.characterBefore(token));
  return isName && draft.endOfElement(token) === null;
}

/** A tag that HTML does not have is markup if it ends or has attributes, else text. */
function decideUnknown(token: HtmlToken, draft: HtmlDraft): void {
  const address = /^<(https?:\/\/[^\s<>]+)>$/i.exec(token.source)?.[1];
  if (address !== undefined && isSafeUrl(address)) {
    // An autolink of Markdown in a block of HTML, where Markdown is not read.
    const link = `${openTag('a', new Map([['href', address]]))}${escapeText(address)}</a>`;
    return draft.replace(token, link, { verdict: 'mapped', reason: 'addresses in HTML linked' });
  }
  const isMarkup = /\s[\w:@-]+=|\/>$/.test(token.source) || draft.endOfElement(token) !== null;
  if (!isMarkup) return escapeBracket(token, draft);
  const isComponent = /^<[A-Z]/.test(token.source);
  draft.replace(token, '', {
    verdict: 'left out',
    reason: `${isComponent ? 'component (JSX)' : 'tag that HTML does not have'}, its content kept`,
  });
  if (!token.source.endsWith('/>')) draft.open.push(token, null);
}

export function escapeBracket(token: HtmlToken, draft: HtmlDraft): void {
  draft.replace(token, token.source.replace('<', '&lt;'), {
    verdict: 'mapped',
    reason: 'angle brackets of text escaped',
  });
}
