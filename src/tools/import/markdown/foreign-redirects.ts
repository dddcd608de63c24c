import { oldPath } from './addresses.ts';
import { splitForeignFile } from './front-matter.ts';
import type { LinkTargets } from './link-targets.ts';
import { pathKey } from './old-paths.ts';
import type { FileNotes, Report } from './report.ts';

/** A page of the old site that only led elsewhere. */
export interface ForeignRedirect {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Reads Jekyll's pages that only redirect: `permalink` to `redirect_to`. Null for any other file. */
export function readRedirect(
  file: string,
  source: string,
  notes: FileNotes,
): ForeignRedirect | null {
  if (!/^redirect_?to\s*[:=]/im.test(source)) return null;
  const { fields } = splitForeignFile(source, notes);
  const from = oldPath(fields.text('permalink', 'url', 'path') ?? '');
  const [to] = fields.texts('redirect_to');
  return from === null || to === undefined ? null : { file, from, to };
}

/** The redirects for `redirects.yaml`: those that lead somewhere, from where nothing else is. */
export function resolveRedirects(
  redirects: readonly ForeignRedirect[],
  {
    targets,
    report,
    taken,
  }: {
    readonly targets: LinkTargets;
    readonly report: Report;
    readonly taken: Iterable<string>;
  },
): Map<string, string> {
  const keys = new Set([...taken].map((path) => pathKey(path)));
  const resolved = new Map<string, string>();
  for (const { file, from, to } of redirects) {
    const notes = report.forFile(file);
    const place = {
      file,
      path: from,
      oldPaths: [from],
      shownFrom: 0,
      body: '',
      givenIds: new Map(),
    };
    const resolution = targets.resolve(to, place);
    if (resolution.kind === 'unlink' || keys.has(pathKey(from))) {
      notes.note(
        'left out',
        'redirects to nowhere, or from where something is',
        null,
        `${from} → ${to}`,
      );
    } else {
      keys.add(pathKey(from));
      resolved.set(from, resolution.kind === 'keep' ? to : resolution.url);
      notes.note('mapped', 'redirect_to → redirects.yaml', null, `${from} → ${to}`);
    }
  }
  return resolved;
}
