import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'astro/zod';
import { isStringKey, type StringOverrides } from '#src/shared/strings/translate.ts';
import { siteSchema, type Site } from '#src/collections/schemas/site.ts';
import { linkTarget, sitePath, webUrl } from '#src/collections/schemas/fields.ts';
import { isLinkToFile, listContentFiles, readText } from './content-files.ts';
import { checkFields, parseYaml, type YamlFields } from './yaml-fields.ts';
import { quoteValue, type Problem } from './problems.ts';

/** Reads the owner's YAML files that are not articles: settings, words, redirects. */

export interface SettingsSource {
  readonly contentFolder: string;
  readonly report: (problem: Problem) => void;
  /** `SITE_URL`, which overrides the url in site.yaml. */
  readonly siteUrl: string | undefined;
}

/** What an empty content folder is built with: a friendly page that says what to do first. */
export const emptySite: Site = siteSchema.parse({
  title: 'A new publication',
  url: 'http://localhost:8888',
  locales: [{ code: 'en', name: 'English' }],
});

/** Reads a YAML file of the content folder. A file that is not there answers null. */
async function readYamlFile(
  file: string,
  { contentFolder, report }: SettingsSource,
): Promise<YamlFields | null> {
  const absolutePath = path.join(contentFolder, file);
  const entry = await lstat(absolutePath).catch(() => null);
  if (!entry) return null;
  if (entry.isSymbolicLink() && !(await isLinkToFile(contentFolder, file, report))) return null;
  const text = await readText({ path: file, absolutePath }, report);
  return text === null ? null : parseYaml({ file, text, firstLine: 1 }, report);
}

/** The settings, and where each of them stands. */
export interface WrittenSite {
  readonly site: Site;
  readonly lineOf: YamlFields['lineOf'];
}

/**
 * Reads site.yaml; null where there is none or it is wrong (which is then reported). Its languages
 * count even then, so that texts in them are not called wrong as well.
 */
export async function readSite(source: SettingsSource): Promise<WrittenSite | null> {
  const fields = await readYamlFile('site.yaml', source);
  if (!fields) return null;
  const { lineOf } = fields;
  const site = checkFields(siteSchema, fields, { file: 'site.yaml', report: source.report });
  if (site) return { site: { ...site, url: siteOrigin(source, site.url) }, lineOf };
  const { data: languages } = languagesOnly.safeParse(fields.value);
  return languages ? { site: { ...emptySite, ...languages }, lineOf } : null;
}

const languagesOnly = z.object({ locales: siteSchema.shape.locales });

/** The origin of the site: Broadsheet is served from the root of its host. */
function siteOrigin({ siteUrl, report }: SettingsSource, written: string): string {
  if (!siteUrl) return new URL(written).origin;
  const { data: override, error } = webUrl.safeParse(siteUrl);
  if (override !== undefined) return new URL(override).origin;
  const wanted = error.issues[0]?.message ?? 'a web address';
  report({
    file: 'site.yaml',
    line: null,
    field: 'url',
    found: `${quoteValue(siteUrl)} in the environment as SITE_URL`,
    wanted,
  });
  return new URL(written).origin;
}

const stringsSchema = z.record(z.string(), z.string('text'));

/** Reads strings/<locale>.yaml, refusing keys that nothing would ever show. */
export async function readStrings(
  locale: string,
  source: SettingsSource,
): Promise<StringOverrides> {
  const file = `strings/${locale}.yaml`;
  const fields = await readYamlFile(file, source);
  const strings = fields && checkFields(stringsSchema, fields, { file, report: source.report });
  if (!fields || !strings) return {};
  for (const key of Object.keys(strings)) {
    if (isStringKey(key)) continue;
    source.report({
      file,
      line: fields.lineOf([key]),
      field: key,
      found: 'words for nothing: the interface has no such key',
      wanted: 'a key of src/shared/strings/en.ts',
    });
  }
  return strings;
}

/** What a style sheet may not hold: the end of the element it is put into, and other sites' files. */
const foreignStyles: readonly (readonly [pattern: RegExp, wanted: string])[] = [
  [/<\/?(?:style|script)/i, 'CSS alone: tags of HTML would end the style sheet'],
  [/@import\b/i, 'all rules in this file: pages load no other style sheets'],
  [
    /url\(\s*["']?\s*(?:https?:)?\/\//i,
    'a file in public/, such as url(/paper.webp): pages load nothing from elsewhere',
  ],
];

/** Checks theme.css as far as it could harm pages; what a rule means is for browsers to say. */
export async function checkTheme({ contentFolder, report }: SettingsSource): Promise<void> {
  const file = 'theme.css';
  const absolutePath = path.join(contentFolder, file);
  const entry = await lstat(absolutePath).catch(() => null);
  if (entry === null) return;
  if (entry.isSymbolicLink() && !(await isLinkToFile(contentFolder, file, report))) return;
  const text = await readText({ path: file, absolutePath }, report);
  for (const [index, line] of text?.split('\n').entries() ?? []) {
    for (const [pattern, wanted] of foreignStyles) {
      const found = pattern.exec(line)?.[0];
      if (found) report({ file, line: index + 1, field: null, found: quoteValue(found), wanted });
    }
  }
}

/** Refuses files in strings/ that no language of the publication uses. */
export async function refuseOtherStrings(
  locales: readonly string[],
  source: SettingsSource,
): Promise<void> {
  const known = new Set(locales.map((locale) => `strings/${locale}.yaml`));
  const wanted = `strings/<locale>.yaml for one of the languages in site.yaml: ${locales.join(', ')}`;
  for (const { path: file } of await listContentFiles(
    source.contentFolder,
    'strings',
    source.report,
  )) {
    if (!known.has(file))
      source.report({ file, line: null, field: null, found: 'words for no language', wanted });
  }
}

const redirectsSchema = z.record(sitePath, linkTarget, 'lines such as /old/path/: /articles/new/');

/** One old address that leads to a new one. */
export interface Redirect {
  readonly from: string;
  readonly to: string;
  /** Where the owner wrote it. */
  readonly file: string;
  readonly line: number;
}

/** Reads redirects.yaml. */
export async function readRedirects(source: SettingsSource): Promise<Redirect[]> {
  const file = 'redirects.yaml';
  const fields = await readYamlFile(file, source);
  const redirects = fields && checkFields(redirectsSchema, fields, { file, report: source.report });
  if (!fields || !redirects) return [];
  return Object.entries(redirects).map(([from, to]) => ({
    from,
    to,
    file,
    line: fields.lineOf([from]),
  }));
}
