import path from 'node:path';

/** What is wrong with the content, told to the person who can mend it. */

/** One thing to mend. */
export interface Problem {
  /** Path from the content folder. */
  readonly file: string;
  /** Line from 1; null where the problem is the file as a whole. */
  readonly line: number | null;
  /** The field or the mark that is wrong, for example `series.part`. */
  readonly field: string | null;
  /** What stands there. */
  readonly found: string;
  /** What would be right. */
  readonly wanted: string;
  /** Where it is mended, if that is not a file. */
  readonly open?: string;
}

/** Stops the build. Its message lists every problem of the content at once. */
export class ContentError extends Error {
  override readonly name = 'ContentError';
  /** In order of files and lines, each once. */
  readonly problems: readonly Problem[];

  constructor(contentFolder: string, problems: readonly Problem[]) {
    const inOrder = arrange(problems);
    super(describeProblems(contentFolder, inOrder));
    this.problems = inOrder;
    // The stack leads into Broadsheet; the mistake is in the content.
    this.stack = this.message;
  }
}

function arrange(problems: readonly Problem[]): Problem[] {
  const distinct = new Map(problems.map((problem) => [describe(problem), problem]));
  return [...distinct.values()].toSorted(
    (a, b) => compare(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0),
  );
}

const mostShown = 200;

function describeProblems(contentFolder: string, problems: readonly Problem[]): string {
  const head = `${count(problems.length, 'problem')} in ${placesOf(contentFolder, problems)}. Nothing was built.`;
  const shown = problems.slice(0, mostShown).map((problem) => describe(problem));
  const rest = problems.length - shown.length;
  return [head, ...shown, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n\n');
}

function placesOf(contentFolder: string, problems: readonly Problem[]): string {
  const [entries, files] = [true, false].map(
    (isEntry) =>
      new Set(
        problems
          .filter(({ open }) => (open !== undefined) === isEntry)
          .map((problem) => problem.file),
      ).size,
  );
  const places = [
    ...(files ? [`${count(files, 'file')} of ${contentFolder}`] : []),
    ...(entries ? [`${count(entries, 'text')} of Contentful`] : []),
  ];
  return places.join(' and ');
}

/** The content folder as its owner would call it. */
export function displayFolder(folder: string): string {
  const relative = path.relative(process.cwd(), folder);
  return relative === '' || relative.startsWith('..') ? folder : `${relative}/`;
}

function describe(problem: Problem): string {
  const place = problem.line === null ? problem.file : `${problem.file}:${problem.line}`;
  const field = problem.field === null ? '' : `  ${problem.field}`;
  const open = problem.open === undefined ? '' : `\n  open    ${problem.open}`;
  return `${place}${field}\n  found   ${problem.found}\n  wanted  ${problem.wanted}${open}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** Orders by code units, so that every machine gives the same order. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const longestQuote = 80;

/** A value as it is shown in a problem: short, on one line, without control characters. */
export function quoteValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'number' ? String(value) : asJson(value);
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
}

function asJson(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    // An alias of YAML may stand inside what it names.
    return 'a value that holds itself';
  }
}
