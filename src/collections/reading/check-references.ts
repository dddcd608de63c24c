import { articlePath, plainPagePath, reservedSegments } from '#src/shared/paths.ts';
import type { ArticleFrontMatter } from '#src/collections/schemas/articles.ts';
import type { Page } from '#src/collections/schemas/pages.ts';
import type { Site } from '#src/collections/schemas/site.ts';
import type { WrittenEntry } from './read-entries.ts';
import type { Redirect } from './read-settings.ts';
import type { Problem } from './problems.ts';
import type { SiteMap } from './site-map.ts';

/** Everything that was read, before it is known whether it fits together. */
export interface ReadContent {
  readonly site: Site;
  readonly articles: readonly WrittenEntry<ArticleFrontMatter>[];
  readonly pages: readonly WrittenEntry<
    Pick<Page, 'title' | 'description' | 'draft' | 'redirectFrom' | 'updatedAt'>
  >[];
  readonly authors: ReadonlyMap<string, unknown>;
  readonly topics: ReadonlyMap<string, unknown>;
  readonly series: ReadonlyMap<string, unknown>;
  readonly redirects: readonly Redirect[];
  /** Files that could not be read: what they hold may be right. */
  readonly unread: ReadonlySet<string>;
  readonly siteLineOf: (path: readonly PropertyKey[]) => number;
}

type Report = (problem: Problem) => void;

/** Checks that whoever and whatever is named exists, and that no two things share a place. */
export function checkReferences(content: ReadContent, map: SiteMap, report: Report): Redirect[] {
  checkSlugs(content, report);
  for (const article of content.articles) checkNamed(article, article.fields, { content, report });
  checkSeriesParts(content, report);
  checkSettings(content, map, report);
  for (const file of map.covered) {
    report({
      file: `public${file}`,
      line: null,
      field: null,
      found: `a file where the site has one of its own: ${file}`,
      wanted: 'another name for it, or for what is there',
    });
  }
  return checkRedirects(content, map, report);
}

function checkSettings(content: ReadContent, map: SiteMap, report: Report): void {
  const { site, siteLineOf } = content;
  const refuse = (path: PropertyKey[], found: string, wanted: string): void =>
    report({ file: 'site.yaml', line: siteLineOf(path), field: path.join('.'), found, wanted });
  for (const [field, ids] of [
    [['sections'], site.sections],
    [['newsletter', 'topics'], site.newsletter?.topics ?? []],
  ] as const) {
    for (const [index, id] of ids.entries()) {
      if (isKnown('topics', id, content)) continue;
      refuse(
        [...field, index],
        `${id}, but there is no topics/${id}.yaml`,
        listOf('topics', content.topics),
      );
    }
  }
  for (const [index, { href }] of site.navigation.entries()) {
    if (leadsSomewhere(href, map)) continue;
    const found = `a link to ${href}, where nothing is`;
    refuse(
      ['navigation', index, 'href'],
      found,
      'the path of a page of this site, or an address elsewhere',
    );
  }
}

type SubjectKind = 'authors' | 'topics' | 'series';

function isKnown(kind: SubjectKind, id: string, content: ReadContent): boolean {
  return content[kind].has(id) || content.unread.has(`${kind}/${id}.yaml`);
}

function checkSlugs({ articles, pages, site }: ReadContent, report: Report): void {
  const taken = new Map<string, string>();
  const locales = new Set(site.locales.map((locale) => locale.code));
  for (const [kind, entries] of [
    ['articles', articles],
    ['pages', pages],
  ] as const) {
    for (const { file, locale, slug } of entries) {
      const key = `${kind}/${locale}/${slug}`;
      const other = taken.get(key);
      if (other !== undefined) {
        report({
          file,
          line: null,
          field: 'slug',
          found: `the slug ${slug}, which ${other} has too`,
          wanted: 'one file for each slug: rename or remove one of them',
        });
      }
      taken.set(key, file);
      if (kind === 'pages' && (reservedSegments.has(slug) || locales.has(slug))) {
        report({
          file,
          line: null,
          field: 'slug',
          found: `the slug ${slug}, which a part of the site uses`,
          wanted: 'another name for the file',
        });
      }
    }
  }
}

/** Whom and what an article names. */
export interface NamedSubjects {
  readonly authors: readonly string[];
  readonly topics: readonly string[];
  readonly series?: { readonly id: string } | undefined;
}

/** Reports authors, topics and series that there are not. */
export function checkNamed(
  { file, lineOf }: Pick<WrittenEntry<unknown>, 'file' | 'lineOf'>,
  named: NamedSubjects,
  { content, report }: { readonly content: ReadContent; readonly report: Report },
): void {
  const check = (path: PropertyKey[], kind: SubjectKind, name: string): void => {
    if (isKnown(kind, name, content)) return;
    report({
      file,
      line: lineOf(path),
      field: path.join('.'),
      found: `${name}, but there is no ${kind}/${name}.yaml`,
      wanted: listOf(kind, content[kind]),
    });
  };
  for (const [index, name] of named.authors.entries()) check(['authors', index], 'authors', name);
  for (const [index, name] of named.topics.entries()) check(['topics', index], 'topics', name);
  if (named.series) check(['series', 'id'], 'series', named.series.id);
}

const mostNamed = 12;

function listOf(kind: string, known: ReadonlyMap<string, unknown>): string {
  const ids = [...known.keys()];
  if (ids.length === 0) return `the id of a file in ${kind}/, where there is none yet`;
  const named = ids.slice(0, mostNamed).join(', ');
  return `one of ${named}${ids.length > mostNamed ? ', …' : ''}; or a new file in ${kind}/`;
}

function checkSeriesParts({ articles }: ReadContent, report: Report): void {
  const taken = new Map<string, string>();
  for (const { file, locale, fields, lineOf } of articles) {
    if (!fields.series) continue;
    const { id, part } = fields.series;
    const key = `${locale} ${id} ${part}`;
    const other = taken.get(key);
    if (other !== undefined) {
      report({
        file,
        line: lineOf(['series', 'part']),
        field: 'series.part',
        found: `part ${part} of ${id}, which ${other} is too`,
        wanted: 'a part of its own',
      });
    }
    taken.set(key, file);
  }
}

/** Collects the redirects of all files, and checks that each leads from nowhere else to somewhere. */
function checkRedirects(content: ReadContent, map: SiteMap, report: Report): Redirect[] {
  const defaultLocale = content.site.locales[0]?.code ?? 'en';
  const all: Redirect[] = [...content.redirects];
  for (const [entries, toPath] of [
    [content.articles, articlePath],
    [content.pages, plainPagePath],
  ] as const) {
    for (const { file, locale, slug, fields, lineOf } of entries) {
      for (const [index, from] of fields.redirectFrom.entries()) {
        const to = toPath({ locale, defaultLocale }, slug);
        if (map.paths.has(to)) all.push({ from, to, file, line: lineOf(['redirectFrom', index]) });
      }
    }
  }
  const seen = new Map<string, Redirect>();
  for (const redirect of all) {
    const { from, to, file, line } = redirect;
    const field = file === 'redirects.yaml' ? from : 'redirectFrom';
    const refuse = (found: string, wanted: string): void =>
      report({ file, line, field, found, wanted });
    const key = withSlash(decoded(from));
    const other = seen.get(key);
    if (other) {
      refuse(
        `the path ${from}, which ${other.file}:${other.line} redirects too`,
        'each old path once',
      );
    } else if (map.paths.has(decoded(from)) || map.paths.has(key) || map.files.has(key)) {
      refuse(`the path ${from}, where a page or file is`, 'a path that nothing else uses');
    } else seen.set(key, redirect);
    if (!leadsSomewhere(to, map)) {
      refuse(
        `a redirect to ${to}, where nothing is`,
        'the path of a page of this site, or an address elsewhere',
      );
    }
  }
  return [...seen.values()];
}

/** Whether an address of the owner's is one of another site or of something on this one. */
function leadsSomewhere(address: string, { paths }: SiteMap): boolean {
  if (!address.startsWith('/')) return true;
  const path = decoded(address.replace(/[?#].*$/, ''));
  return paths.has(path) || paths.has(withSlash(path));
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}

/** Paths are compared as people read them: `/caf%C3%A9/` is `/café/`. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path).normalize('NFC');
  } catch {
    return path;
  }
}
