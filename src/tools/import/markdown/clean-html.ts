import { HtmlDraft } from './html-draft.ts';
import { decideElement, escapeBracket } from './html-elements.ts';
import { isHtmlName } from './html-policy.ts';
import { quoteAddresses } from './html-quotes.ts';
import { declarationAsText, keptComment } from './html-replacements.ts';
import type { HtmlToken } from './html-tokens.ts';
import type { FileNotes } from './report.ts';
import type { SourceText } from './source-text.ts';

const mostRounds = 5;

/**
 * Brings raw HTML into the vocabulary and repairs what is unclosed or crossed. Markdown and allowed
 * HTML stay as they are, to the byte. Repeated, because what is no longer HTML is Markdown now.
 */
export function cleanHtml(text: SourceText, notes: FileNotes): SourceText {
  let current = text;
  for (let round = 0; round < mostRounds; round += 1) {
    const next = cleanOnce(quoteAddresses(current), notes);
    if (next.value === current.value) return next;
    current = next;
  }
  return current;
}

function cleanOnce(text: SourceText, notes: FileNotes): SourceText {
  if (!text.value.includes('<')) return text;
  const draft = new HtmlDraft(text, notes);
  for (const token of draft.tokens) if (!draft.isDropped(token)) decide(token, draft);
  for (const open of draft.open.all()) draft.closeUnclosed(open);
  return text.edited(draft.edits());
}

function decide(token: HtmlToken, draft: HtmlDraft): void {
  switch (token.kind) {
    case 'open':
    case 'raw':
      return decideElement(token, draft);
    case 'close':
      return decideClose(token, draft);
    case 'comment':
      if (keptComment(token.source) !== null) return undefined;
      return draft.replace(token, '', {
        verdict: 'mapped',
        reason: 'marks for other programs removed',
      });
    case 'stray':
      return draft.replace(token, '&lt;', {
        verdict: 'guessed',
        reason: 'unfinished HTML shown as text',
      });
    default:
      return draft.replace(token, declarationAsText(token.source), {
        verdict: 'left out',
        reason: 'HTML declarations and instructions',
      });
  }
}

function decideClose(token: HtmlToken, draft: HtmlDraft): void {
  const { matched, crossed } = draft.open.close(token);
  for (const open of crossed) draft.closeBefore(token, open);
  if (matched) {
    const text = matched.as === null ? '' : `</${matched.as}>`;
    if (text.toLowerCase() !== token.source.toLowerCase()) draft.write(token, text);
  } else if (isHtmlName(token.name)) {
    draft.replace(token, '', {
      verdict: 'mapped',
      reason: 'closing tags without an opening one removed',
    });
  } else escapeBracket(token, draft);
}
