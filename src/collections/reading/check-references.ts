import { articlePath, plainPagePath, reservedSegments } from '#src/shared/paths.ts';
import type { ArticleFrontMatter } from '../schemas/articles.ts';
import type { Page } from '../schemas/pages.ts';
import type { Site } from '../schemas/site.ts';
import type { WrittenEntry } from './read-entries.ts';
import type { Redirect } from './read-settings.ts';
import type { Problem } from './problems.ts';
import type { SiteMap } from './site-map.ts';

/** Everything that was read, before it is known whether it fits together. */
export interface ReadContent {
  readonly site: Site;
  readonly articles: readonly WrittenEntry<ArticleFrontMatter>[];
  readonly pages: readonly WrittenEntry<Pick<Page, 'title' | 'description' | 'draft' | 'redirectFrom' | 'updatedAt'>>[];
  readonly authors: ReadonlyMap<string, unknown>;
  readonly topics: ReadonlyMap<string, unknown>;
  readonly series: ReadonlyMap<string, unknown>;
  readonly redirects: readonly Redirect[];
}

type Report = (problem: Problem) => void;

/** Checks that whoever and whatever is named exists, and that no two things share a place. */
export function checkReferences(content: ReadContent, map: SiteMap, report: Report): Redirect[] {
  checkSlugs(content, report);
  for (const article of content.articles) checkArticle(article, content, report);
  checkSeriesParts(content, report);
  for (const [index, id] of content.site.sections.entries()) {
    if (!content.topics.has(id)) {
      report({ file: 'site.yaml', line: null, field: `sections.${index}`, found: `the topic ${id}`, wanted: listOf('topics', content.topics) });
    }
  }
  return checkRedirects(content, map, report);
}

function checkSlugs({ articles, pages, site }: ReadContent, report: Report): void {
  const taken = new Map<string, string>();
  const locales = new Set(site.locales.map((locale) => locale.code));
  for (const [kind, entries] of [['articles', articles], ['pages', pages]] as const) {
    for (const { file, locale, slug } of entries) {
      const key = `${kind}/${locale}/${slug}`;
      const other = taken.get(key);
      if (other !== undefined) {
        report({ file, line: null, field: 'slug', found: `the slug ${slug}, which ${other} has too`, wanted: 'one file for each slug: rename or remove one of them' });
      }
      taken.set(key, file);
      if (kind === 'pages' && (reservedSegments.has(slug) || locales.has(slug))) {
        report({ file, line: null, field: 'slug', found: `the slug ${slug}, which a part of the site uses`, wanted: 'another name for the file' });
      }
    }
  }
}

function checkArticle(article: WrittenEntry<ArticleFrontMatter>, content: ReadContent, report: Report): void {
  const { fields, file, lineOf } = article;
  const check = (path: PropertyKey[], id: string, [kind, known]: [string, ReadonlyMap<string, unknown>]): void => {
    if (known.has(id)) return;
    report({ file, line: lineOf(path), field: path.join('.'), found: `${id}, but there is no ${kind}/${id}.yaml`, wanted: listOf(kind, known) });
  };
  for (const [index, id] of fields.authors.entries()) check(['authors', index], id, ['authors', content.authors]);
  for (const [index, id] of fields.topics.entries()) check(['topics', index], id, ['topics', content.topics]);
  if (fields.series) check(['series', 'id'], fields.series.id, ['series', content.series]);
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
      report({ file, line: lineOf(['series', 'part']), field: 'series.part', found: `part ${part} of ${id}, which ${other} is too`, wanted: 'a part of its own' });
    }
    taken.set(key, file);
  }
}

/** Collects the redirects of all files, and checks that each leads from nowhere else to somewhere. */
function checkRedirects(content: ReadContent, map: SiteMap, report: Report): Redirect[] {
  const defaultLocale = content.site.locales[0]?.code ?? 'en';
  const all: Redirect[] = [...content.redirects];
  for (const [entries, toPath] of [[content.articles, articlePath], [content.pages, plainPagePath]] as const) {
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
    const key = withSlash(from);
    const other = seen.get(key);
    const field = file === 'redirects.yaml' ? from : 'redirectFrom';
    if (other) report({ file, line, field, found: `the path ${from}, which ${other.file}:${other.line} redirects too`, wanted: 'each old path once' });
    else if (map.paths.has(from) || map.paths.has(key)) report({ file, line, field, found: `the path ${from}, where a page or file is`, wanted: 'a path that nothing else uses' });
    else seen.set(key, redirect);
    const isBroken = to.startsWith('/') && !map.paths.has(to.replace(/[?#].*$/, '')) && !map.paths.has(withSlash(to.replace(/[?#].*$/, '')));
    if (isBroken) report({ file, line, field, found: `a redirect to ${to}, where nothing is`, wanted: 'the path of a page of this site, or an address elsewhere' });
  }
  return [...seen.values()];
}

function withSlash(path: string): string {
  return path.endsWith('/') ? path : `${path}/`;
}
