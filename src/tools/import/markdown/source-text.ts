/** A replacement of `value.slice(start, end)` by `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * A text that can be edited at offsets while every line remembers its number in the file that it
 * came from, so that the report can name lines that the owner finds.
 */
export class SourceText {
  readonly value: string;
  /** For each line of `value`, its line in the file. */
  readonly #fileLines: readonly number[];
  #lineStarts: readonly number[] | null = null;

  private constructor(value: string, fileLines: readonly number[]) {
    this.value = value;
    this.#fileLines = fileLines;
  }

  /** `value`, whose first line is line `firstLine` of its file. */
  static from(value: string, firstLine: number): SourceText {
    return new SourceText(
      value,
      value.split('\n').map((_, index) => firstLine + index),
    );
  }

  /** The line of the file that the character at `offset` came from. */
  lineAt(offset: number): number {
    const starts = (this.#lineStarts ??= lineStartsOf(this.value));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.#fileLines[low] ?? 1;
  }

  /** The text with all edits made. An edit inside another's range is dropped: the outer one wins. */
  edited(edits: readonly Edit[]): SourceText {
    if (edits.length === 0) return this;
    const parts: string[] = [];
    const lines = [this.lineAt(0)];
    const keep = (start: number, end: number): void => {
      parts.push(this.value.slice(start, end));
      let at = this.value.indexOf('\n', start);
      for (; at >= 0 && at < end; at = this.value.indexOf('\n', at + 1))
        lines.push(this.lineAt(at + 1));
    };
    let cursor = 0;
    for (const edit of edits.toSorted(byPlace)) {
      if (edit.start < cursor) continue;
      keep(cursor, edit.start);
      parts.push(edit.text);
      for (const character of edit.text)
        if (character === '\n') lines.push(this.lineAt(edit.start));
      cursor = edit.end;
    }
    keep(cursor, this.value.length);
    return new SourceText(parts.join(''), lines);
  }
}

/** Insertions go before what is replaced at the same place; outer ranges before inner ones. */
function byPlace(a: Edit, b: Edit): number {
  if (a.start !== b.start) return a.start - b.start;
  const isInsertionA = a.end === a.start;
  const isInsertionB = b.end === b.start;
  if (isInsertionA || isInsertionB) return Number(isInsertionB) - Number(isInsertionA);
  return b.end - a.end;
}

function lineStartsOf(value: string): number[] {
  const starts = [0];
  for (let at = value.indexOf('\n'); at >= 0; at = value.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
