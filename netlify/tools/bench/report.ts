import type { Plan } from './explain-plans.ts';
import type { ChangeResults } from './measure-changes.ts';
import type { CommentResults } from './measure-comments.ts';
import type { EditionResults } from './measure-edition.ts';
import type { Run } from './measure-run.ts';
import type { SessionResults } from './measure-sessions.ts';
import type { SubscribingResults } from './measure-subscribing.ts';
import type { Counts } from './statements.ts';

export interface Results {
  readonly subscribers: number;
  readonly subscribing: SubscribingResults;
  readonly sessions: SessionResults;
  readonly comments: CommentResults;
  readonly changes: ChangeResults;
  readonly edition: EditionResults;
  readonly plans: readonly Plan[];
}

/** All that was measured, in Markdown. */
export function report(results: Results): string {
  const { subscribers, subscribing, sessions, comments, changes, edition, plans } = results;
  return [
    `# Functions, with ${count(subscribers)} subscribers\n`,
    `Node ${process.version}, embedded Postgres in memory: one session, which all wait for in line.\n`,
    '## Subscribing\n',
    'POST /api/subscribe, from request to answer, in this process. The pace that hides timing (answers take a multiple of 400 ms) is left out.\n',
    tableOfRuns(subscribing.runs),
    `One request: ${counted(subscribing.counts)}.\n`,
    '## Who somebody is\n',
    'GET /account/?returnTo=… with the cookie of a session, from request to answer, in this process, with as many people as subscribers.\n',
    tableOfRuns(sessions.runs),
    `One request: ${counted(sessions.counts)}.\n`,
    '## Comments\n',
    `GET /api/comments, a page of an article's comments among ${count(comments.comments)}, from request to answer (${count(comments.answerInBytes)} bytes of JSON), in this process, as the CDN asks where it has forgotten them.\n`,
    tableOfRuns(comments.runs),
    `One request: ${counted(comments.counts)}.\n`,
    '## Changes at Contentful\n',
    'POST /api/webhooks/contentful, a signed message of 12 kB, from request to answer, in this process: the purge has been asked for by then.\n',
    tableOfRuns(changes.runs),
    `One message: ${counted(changes.counts)}.\n`,
    '## An edition\n',
    table(rowsOfEdition(edition)),
    `A batch of 100 mails: ${counted(edition.perBatch)}. A mail: ${count(edition.mailInCharacters)} characters.\n`,
    table([
      ['sent', 'heap, MB', 'RSS, MB', 'mails a second since'],
      ...edition.marks.map((mark) => [
        `${mark.share * 100} %`,
        megabytes(mark.heapInBytes),
        megabytes(mark.residentInBytes),
        count(mark.mailsPerSecond),
      ]),
    ]),
    '## Plans\n',
    plansOf(plans),
  ].join('\n');
}

function tableOfRuns(runs: readonly Run[]): string {
  return table([
    ['in flight', 'requests', 'p50, ms', 'p99, ms', 'requests a second'],
    ...runs.map((run) => [
      String(run.inFlight),
      count(run.requests),
      run.medianInMilliseconds.toFixed(1),
      run.p99InMilliseconds.toFixed(1),
      count(run.perSecond),
    ]),
  ]);
}

function rowsOfEdition(edition: EditionResults): string[][] {
  const { mails, listingInSeconds, sendingInSeconds } = edition;
  const row = (what: string, seconds: number): string[] => [
    what,
    seconds.toFixed(1),
    count(mails / seconds),
  ];
  return [
    [`${count(mails)} mails`, 's', 'a second'],
    row('listing', listingInSeconds),
    row('sending', sendingInSeconds),
    row('both', listingInSeconds + sendingInSeconds),
  ];
}

/** One line for each statement, and the whole plan of those that read a table from end to end. */
function plansOf(plans: readonly Plan[]): string {
  const lines = plans.map(({ statement, readWhole }) => [
    statement.path,
    beginningOf(statement.text),
    readWhole.join(', ') || '–',
  ]);
  const bad = plans.filter(({ readWhole }) => readWhole.length > 0);
  return [
    table([['path', 'statement', 'read whole'], ...lines]),
    bad.length === 0
      ? `None of ${plans.length} statements reads a table of people from end to end.\n`
      : `${bad.length} of ${plans.length} statements read a table of people from end to end:\n`,
    ...bad.map(
      ({ statement, lines: plan }) => `\`\`\`\n${statement.text}\n\n${plan.join('\n')}\n\`\`\`\n`,
    ),
  ].join('\n');
}

function beginningOf(statement: string): string {
  const line = statement.replaceAll(/\s+/gu, ' ').replaceAll('|', '\\|').trim();
  return line.length > 70 ? `${line.slice(0, 69)}…` : line;
}

function counted({ statements, transactions }: Counts): string {
  return `${few(statements)} statements, and begin and commit of ${few(transactions)} transactions`;
}

function few(value: number): string {
  return value.toFixed(2).replace(/\.00$/u, '');
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function table([head = [], ...body]: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) =>
    Math.max(3, ...[head, ...body].map((line) => line[at]?.length ?? 0)),
  );
  const write = (line: readonly string[]): string =>
    `| ${widths.map((width, at) => (line[at] ?? '').padEnd(width)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return `${[write(head), rule, ...body.map(write)].join('\n')}\n`;
}
