import { keepBody, type Access } from '#src/collections/bodies.ts';
import { addSpace } from '#src/collections/contentful/add-space.ts';
import { loadSpace, type ContentfulSource } from '#src/collections/contentful/load-space.ts';
import type { StringOverrides } from '#src/shared/strings/translate.ts';
import {
  articleFrontMatterSchemaIn,
  type Article,
  type ArticleFrontMatter,
  type Picture,
} from '#src/collections/schemas/articles.ts';
import { pageFrontMatterSchemaIn, type Page } from '#src/collections/schemas/pages.ts';
import {
  authorSchema,
  seriesSchema,
  topicSchema,
  type Author,
  type Series,
  type Topic,
} from '#src/collections/schemas/people-and-subjects.ts';
import type { Site } from '#src/collections/schemas/site.ts';
import { findCover, toArticle } from './article-of-entry.ts';
import { checkDrawingFonts } from './check-drawing-fonts.ts';
import { checkBroken } from './check-broken.ts';
import { checkReferences } from './check-references.ts';
import { ContentError, displayFolder, type Problem } from './problems.ts';
import { readSubjects, readWritten, type WrittenEntry } from './read-entries.ts';
import {
  readRedirects,
  readStrings,
  checkTheme,
  refuseOtherStrings,
  type Redirect,
} from './read-settings.ts';
import {
  createWordsOf,
  renderEntry,
  type RenderedEntry,
  type RenderSource,
} from './render-entry.ts';
import { requireSite } from './require-site.ts';
import { makeSiteMap } from './site-map.ts';

/** Where content is read from and what is kept of it. */
export interface ContentSource {
  readonly contentFolder: string;
  readonly publicFolder: string;
  readonly cacheFolder: string;
  readonly siteUrl: string | undefined;
  /** The moment of the build: what is due then is published. */
  readonly now: Date;
  /** The development server shows drafts and scheduled articles as well. */
  readonly showsHidden: boolean;
  /** The publication's space at Contentful, if it has one. */
  readonly contentful?: ContentfulSource | null;
}

/** The whole content, checked: everything in it exists, opens and leads somewhere. */
export interface Content {
  readonly site: Site;
  readonly strings: ReadonlyMap<string, StringOverrides>;
  readonly articles: readonly Article[];
  readonly pages: readonly Page[];
  readonly authors: ReadonlyMap<string, Author>;
  readonly topics: ReadonlyMap<string, Topic>;
  readonly series: ReadonlyMap<string, Series>;
  readonly redirects: readonly Redirect[];
  /** Every picture that pages show, each once. */
  readonly pictures: readonly Picture[];
  /** Those that only members see. A picture that is on a public page too stands in both lists. */
  readonly memberPictures: readonly Picture[];
}

/**
 * Reads and checks all of the content folder.
 *
 * @throws {ContentError} with everything that is wrong, not just the first.
 */
export async function loadContent(source: ContentSource): Promise<Content> {
  const problems: Problem[] = [];
  const report = (problem: Problem): void => void problems.push(problem);
  const reading = { ...source, report };
  const { site, lineOf } = await requireSite(reading);
  const locales = site.locales.map((locale) => locale.code);
  const strings = new Map<string, StringOverrides>();
  for (const locale of locales) strings.set(locale, await readStrings(locale, reading));
  await refuseOtherStrings(locales, reading);
  const broken: WrittenEntry<unknown>[] = [];
  const writing = {
    ...reading,
    locales,
    setAside: (one: WrittenEntry<unknown>) => broken.push(one),
  };
  const files = {
    site,
    authors: await readSubjects('authors', authorSchema, reading),
    topics: await readSubjects('topics', topicSchema, reading),
    series: await readSubjects('series', seriesSchema, reading),
    redirects: await readRedirects(reading),
    articles: await readWritten('articles', articleFrontMatterSchemaIn(site.timeZone), writing),
    pages: await readWritten('pages', pageFrontMatterSchemaIn(site.timeZone), writing),
  };
  const space = source.contentful
    ? await loadSpace(source.contentful, { ...reading, site, lineOf })
    : null;
  broken.push(...(space?.broken ?? []));
  const read = addSpace(files, space);
  // What could not be read may exist all the same: naming it is not a mistake.
  const unread = new Set(problems.map(({ file }) => file));
  const hidden = (entry: { draft: boolean; publishedAt?: Date }): string | null =>
    source.showsHidden ? null : hiddenBecause(entry, source.now);
  const map = await makeSiteMap({
    ...read,
    unread,
    publicFolder: source.publicFolder,
    hiddenBecause: hidden,
  });
  await checkTheme(reading);
  await checkDrawingFonts(site.openGraphFonts, lineOf, reading);
  const content = { ...read, unread, siteLineOf: lineOf };
  const redirects = checkReferences(content, map, report);
  const rendering = {
    ...reading,
    ...(space ? { remotePictures: space.pictures } : {}),
    siteUrl: site.url,
    keep: keptIn(source.cacheFolder),
    map,
    wordsOf: createWordsOf(strings),
  };
  await checkBroken(broken, content, rendering);
  const shown = await renderAll(read, rendering, { now: source.now, hidden });
  if (problems.length > 0) {
    const told = problems.map((one) => space?.explain(one) ?? one);
    throw new ContentError(displayFolder(source.contentFolder), told);
  }
  return { ...read, ...shown, strings, redirects };
}

function keptIn(cacheFolder: string): RenderSource['keep'] {
  return (kept, make) => keepBody({ cacheFolder, ...kept }, make);
}

function hiddenBecause(
  { draft, publishedAt }: { draft: boolean; publishedAt?: Date },
  now: Date,
): string | null {
  if (draft) return 'is a draft';
  if (publishedAt && publishedAt > now) return `is not due before ${publishedAt.toISOString()}`;
  return null;
}

interface ReadTexts {
  readonly articles: readonly WrittenEntry<ArticleFrontMatter>[];
  readonly pages: readonly WrittenEntry<
    Pick<Page, 'title' | 'description' | 'draft' | 'redirectFrom' | 'updatedAt'>
  >[];
}

interface Showing {
  readonly now: Date;
  readonly hidden: (entry: { draft: boolean; publishedAt?: Date }) => string | null;
}

async function renderAll(read: ReadTexts, source: RenderSource, { now, hidden }: Showing) {
  const pictures = new Map<string, Picture>();
  const memberPictures = new Map<string, Picture>();
  const rendered = new Map<string, RenderedEntry>();
  const articles: Article[] = [];
  const pages: Page[] = [];
  const render = async (
    entry: WrittenEntry<unknown>,
    access: Access,
  ): Promise<RenderedEntry | null> => {
    const result = await renderEntry(entry, source, { access });
    if (result) rendered.set(entry.file, result);
    return result;
  };
  const publish = (shown: readonly Picture[]): void => {
    for (const picture of shown) pictures.set(picture.base, picture);
  };
  for (const entry of read.articles) {
    const { access } = entry.fields;
    const result = await render(entry, access);
    const cover = await findCover(entry, source);
    if (!result || hidden(entry.fields) !== null) continue;
    articles.push(toArticle(entry, result, { cover, now }));
    if (cover) publish([cover.picture]);
    // The pictures in a members' text are part of it.
    if (access === 'public') publish(result.pictures);
    else for (const picture of result.pictures) memberPictures.set(picture.base, picture);
  }
  for (const entry of read.pages) {
    const result = await render(entry, 'public');
    if (!result || hidden(entry.fields) !== null) continue;
    publish(result.pictures);
    const { locale, slug, fields } = entry;
    pages.push({
      ...fields,
      locale,
      slug,
      bodyDigest: result.digest,
      headings: [...result.headings],
    });
  }
  checkAnchors(rendered, source.report);
  return {
    articles,
    pages,
    pictures: [...pictures.values()],
    memberPictures: [...memberPictures.values()],
  };
}

function checkAnchors(
  rendered: ReadonlyMap<string, RenderedEntry>,
  report: (problem: Problem) => void,
): void {
  for (const [file, { wantedAnchors }] of rendered) {
    for (const { file: target, anchor, line } of wantedAnchors) {
      const anchors = rendered.get(target)?.anchors;
      if (!anchors || anchors.includes(anchor)) continue;
      const headings = rendered.get(target)?.headings.map((heading) => `#${heading.slug}`) ?? [];
      const wanted =
        headings.length > 0
          ? `a heading of that text: ${headings.slice(0, 12).join(', ')}`
          : 'no anchor: that text has no headings';
      report({
        file,
        line,
        field: 'link',
        found: `the anchor #${anchor}, which ${target === file ? 'this text' : target} does not have`,
        wanted,
      });
    }
  }
}
