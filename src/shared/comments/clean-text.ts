/*
 * What somebody wrote, made fit to be kept: one form for each letter (NFC), nothing that is only there
 * to hide, to turn lines round, or to grow out of them. What letters of any script need stays, such as
 * the joiners of Persian, Hindi and emoji, and the marks that tell directions.
 */

/** As `textarea`s count: UTF-16 units. */
export const longestComment = 4000;

/** What is sent may hold more, of what is taken out of it; this much of it nobody writes by hand. */
const longestSent = 4 * longestComment;

/** A page is no longer for being written in lines of one letter. */
export const mostLines = 200;

const lineEnds = /\r\n?|[\u0085\u2028\u2029\v\f]/gu;

/**
 * What nobody sees and no script needs, or what turns round how others' words are read: overrides and
 * embeddings of direction (202A to 202E), fillers, control characters, what is no character.
 */
const dropped =
  /\u17B4|\u17B5|[\u00AD\u115F\u1160\u180E\u200B\u202A-\u202E\u2060-\u2065\u206A-\u206F\u3164\uFEFF\uFFA0\uFFF0-\uFFFB]|[^\P{Cc}\n]|\p{Noncharacter_Code_Point}/gu;
/** Tags have their place in flags such as Scotland's. */
const tags =
  /(\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,8}\u{E007F})|[\u{E0000}-\u{E00FF}]/gu;

/** Joiners, marks of direction and selectors of variants: needed one or two at a time. */
const joiners = '\\u034F\\u061C\\u200C-\\u200F\\u2066-\\u2069\\uFE00-\\uFE0F\\u{E0100}-\\u{E01EF}';
const joinersInRow = new RegExp(`([${joiners}]{3})[${joiners}]+`, 'gu');
/** Tibetan stacks four letters; what goes on above and below that is a tower. */
const marksInRow = /([\p{Mn}\p{Me}]{5})[\p{Mn}\p{Me}]+/gu;
const eitherInRow = new RegExp(`([\\p{Mn}\\p{Me}${joiners}]{8})[\\p{Mn}\\p{Me}${joiners}]+`, 'gu');

/** Something that can be seen. The empty pattern of Braille cannot. */
const visible = /[[\p{L}\p{N}\p{P}\p{S}]--\u2800]/v;

/** Answers the text as it is kept; empty where nothing of it can be seen. */
export function cleanText(written: string): string {
  const text = written
    .toWellFormed()
    .replaceAll(lineEnds, '\n')
    .replaceAll('\t', '  ')
    .replaceAll(dropped, '')
    .replaceAll(tags, '$1')
    .normalize('NFC')
    .replaceAll(joinersInRow, '$1')
    .replaceAll(marksInRow, '$1')
    .replaceAll(eitherInRow, '$1')
    .split('\n')
    // In time that grows with the line: a pattern would begin anew at each of its spaces.
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .replaceAll(/^\n+|\n+$/gu, '');
  return visible.test(text) ? text : '';
}

/** Whether something sent is too long to be cleaned at all. */
export function isTooLongToClean(written: string): boolean {
  return written.length > longestSent;
}

/** Whether a text that was cleaned is longer than a comment may be. */
export function isTooLong(text: string): boolean {
  return text.length > longestComment || text.split('\n').length > mostLines;
}
