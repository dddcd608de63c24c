/** What became of something: taken over as it was meant, taken over by a guess, or not taken over. */
export type Verdict = 'mapped' | 'guessed' | 'left out';

const verdicts: readonly Verdict[] = ['mapped', 'guessed', 'left out'];

/** Where something was found. */
interface Place {
  readonly file: string;
  readonly line: number | null;
  readonly detail: string;
}

/** Says what became of things in one file. `detail` quotes what was found. */
export interface FileNotes {
  /** Counted, without naming the file: for what happens in every file. */
  readonly count: (verdict: Verdict, reason: string) => void;
  readonly note: (verdict: Verdict, reason: string, line: number | null, detail?: string) => void;
}

interface Entry {
  count: number;
  readonly places: Place[];
}

/** Everything an import has to tell its owner, in the order of the files. */
export class Report {
  readonly #entries = new Map<Verdict, Map<string, Entry>>(
    verdicts.map((verdict) => [verdict, new Map()]),
  );

  forFile(file: string): FileNotes {
    return {
      count: (verdict, reason) => this.#add(verdict, reason, null),
      note: (verdict, reason, line, detail = '') =>
        this.#add(verdict, reason, { file, line, detail }),
    };
  }

  /** How often something was noted: for one reason, or for all. */
  countOf(verdict: Verdict, reason?: string): number {
    const entries = this.#entries.get(verdict) ?? new Map<string, Entry>();
    if (reason !== undefined) return entries.get(reason)?.count ?? 0;
    return [...entries.values()].reduce((sum, entry) => sum + entry.count, 0);
  }

  /** A line for each reason. */
  summary(): string {
    return verdicts
      .map((verdict) =>
        [`${capitalised(verdict)}: ${this.countOf(verdict)}`, ...this.#reasons(verdict)].join('\n'),
      )
      .join('\n\n');
  }

  /** The whole report as Markdown: each reason with the places it was met at. */
  toMarkdown(): string {
    const sections = verdicts.map((verdict) =>
      [
        `## ${capitalised(verdict)}`,
        ...this.#sorted(verdict).map(([reason, entry]) => section(reason, entry)),
      ].join('\n\n'),
    );
    return `# What the import did\n\n${sections.join('\n\n')}\n`;
  }

  #reasons(verdict: Verdict): string[] {
    return this.#sorted(verdict).map(
      ([reason, { count }]) => `${String(count).padStart(7)}  ${reason}`,
    );
  }

  #sorted(verdict: Verdict): [string, Entry][] {
    return [...(this.#entries.get(verdict) ?? [])].toSorted(
      ([reasonA, a], [reasonB, b]) => b.count - a.count || (reasonA < reasonB ? -1 : 1),
    );
  }

  #add(verdict: Verdict, reason: string, place: Place | null): void {
    const reasons = this.#entries.get(verdict);
    const entry = reasons?.get(reason) ?? { count: 0, places: [] };
    entry.count += 1;
    if (place) entry.places.push(place);
    reasons?.set(reason, entry);
  }
}

function section(reason: string, { count, places }: Entry): string {
  const lines = places.map(({ file, line, detail }) => {
    const place = line === null ? file : `${file}:${line}`;
    return `- ${inCode(place)}${detail ? ` ${inCode(detail)}` : ''}`;
  });
  return [
    `### ${capitalised(reason)} (${count})`,
    ...(lines.length > 0 ? [lines.join('\n')] : []),
  ].join('\n\n');
}

const longestDetail = 120;

/** Text of strangers as code: nothing in it can be markup of the report. */
function inCode(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const short = line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line;
  const fence = '`'.repeat(Math.max(0, ...(short.match(/`+/g) ?? []).map((run) => run.length)) + 1);
  const pad = short.startsWith('`') || short.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${short}${pad}${fence}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
