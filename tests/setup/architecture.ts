import path from 'node:path';

/*
 * The rules of the house that a program can check: who may import whom, what files are called and
 * where they stand. CONTRIBUTING.md says why.
 */

export interface SourceFile {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

interface Room {
  /** Folders and files that it may import from. Its own is always one of them. */
  readonly sees: readonly string[];
  /** Folders that it may import types from: these are gone when the program runs. */
  readonly seesTypesOf?: readonly string[];
  /** Whether it may import packages and parts of Node. */
  readonly seesPackages: boolean;
}

const views = 'src/collections/views/structured-data.ts';
const look = ['src/components/', 'src/islands/', 'src/shared/', 'src/styles/'];

/** Rooms by the beginnings of paths: the longest that fits is a file's. */
const rooms: Readonly<Record<string, Room>> = {
  'src/shared/': { sees: [], seesPackages: false },
  'src/collections/': { sees: ['src/shared/'], seesPackages: true },
  'src/content.config.ts': { sees: ['src/collections/'], seesPackages: true },
  'src/islands/': { sees: ['src/shared/'], seesPackages: true },
  'src/components/': { sees: look, seesTypesOf: ['src/collections/'], seesPackages: true },
  'src/layouts/': { sees: [...look, views], seesTypesOf: ['src/collections/'], seesPackages: true },
  'src/mail/': { sees: ['src/shared/', 'src/styles/'], seesPackages: true },
  'src/pages/': {
    sees: [...look, 'src/layouts/', 'src/collections/', 'src/mail/'],
    seesPackages: true,
  },
  'src/styles/': { sees: [], seesPackages: true },
  'src/integrations/': { sees: ['src/collections/', 'src/shared/'], seesPackages: true },
  'src/tools/': { sees: ['src/collections/', 'src/shared/'], seesPackages: true },
  'src/env.d.ts': { sees: [], seesPackages: true },
  'netlify/functions/': { sees: ['netlify/lib/', 'src/shared/'], seesPackages: true },
  'netlify/edge-functions/': { sees: ['netlify/lib/', 'src/shared/'], seesPackages: true },
  'netlify/lib/': { sees: ['netlify/database/', 'src/shared/'], seesPackages: true },
  'netlify/tools/': {
    sees: ['netlify/lib/', 'netlify/database/', 'src/shared/'],
    seesPackages: true,
  },
  'netlify/database/': { sees: [], seesPackages: true },
  'tests/': { sees: ['src/', 'netlify/'], seesPackages: true },
};

/** Packages of nothing but functions and lists, which run wherever their caller does. */
const runsAnywhere = /^@orama\/(?:stemmers|stopwords)\//;

/** Who may ask the environment; everybody else is told. Fontconfig, a library in C, and Pagefind, a program, are told through it. */
const readsEnvironment =
  /^(?:src\/tools\/|src\/collections\/open-graph\/drawing-fonts\.ts$|src\/collections\/search\/write-search-index\.ts$|netlify\/lib\/env\.ts$|netlify\/tools\/bench\/|tests\/)/;
const saysNothing = /^(?:utils?|helpers?|misc|common|types?)(?:\.|$)/i;
const isTest = /\.(?:test|spec)\.[cm]?[jt]sx?$/;

/** What a file does that the house does not, each with the file's name. */
export function breachesIn(file: SourceFile): string[] {
  const found = importsOf(file).flatMap((one) => breachOfImport(file, one) ?? []);
  const segments = file.path.split('/');
  const empty = segments.find((segment) => saysNothing.test(segment));
  if (empty !== undefined) found.push(`is called ${empty}, which says nothing`);
  const isAmongTests = file.path.startsWith('tests/');
  if (isTest.test(file.path) && !isAmongTests) found.push('is a test outside tests/');
  if (/\bprocess\.env\b/.test(file.text) && !readsEnvironment.test(file.path))
    found.push('reads process.env');
  return found.map((what) => `${file.path} ${what}`);
}

interface Import {
  readonly specifier: string;
  readonly isType: boolean;
}

const statement = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const statementInMarkup =
  /^[ \t]*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const call = /(typeof\s+)?\bimport\(\s*['"]([^'"]+)['"]/g;
const styleRule = /()@import\s+(?:url\()?['"]([^'"]+)['"]/g;

function importsOf({ path: name, text }: SourceFile): Import[] {
  const patterns = name.endsWith('.css')
    ? [styleRule]
    : [name.endsWith('.astro') ? statementInMarkup : statement, call];
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, type, specifier = '']) => ({
      specifier,
      isType: type !== undefined && type !== '',
    })),
  );
}

function breachOfImport(file: SourceFile, { specifier, isType }: Import): string | null {
  if (/^\.\.(?:\/|$)/.test(specifier) || specifier.includes('/../'))
    return `imports ${specifier}: across folders it is #src/…`;
  const at = Object.keys(rooms)
    .filter((beginning) => file.path.startsWith(beginning))
    .toSorted((a, b) => b.length - a.length)[0];
  const room = at === undefined ? undefined : rooms[at];
  if (at === undefined || room === undefined) return 'stands in no room of the house';
  const target = targetOf(file, specifier);
  if (target === null)
    return room.seesPackages || runsAnywhere.test(specifier)
      ? null
      : `imports ${specifier}: it is to run anywhere`;
  const sees = [at, ...room.sees, ...(isType ? (room.seesTypesOf ?? []) : [])];
  if (sees.some((beginning) => target.startsWith(beginning))) return null;
  return `imports ${target}: arrows point the other way`;
}

/** The path of what is imported; null for a package, a part of Node or something that is made up. */
function targetOf({ path: name }: SourceFile, specifier: string): string | null {
  if (specifier.startsWith('#')) return specifier.slice(1);
  return specifier.startsWith('./') ? path.posix.join(path.posix.dirname(name), specifier) : null;
}
