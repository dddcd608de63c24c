import { digestOf } from '#src/collections/digest.ts';
import { checkSource, type SourceCheck } from '#src/collections/markdown/check-source.ts';
import type { Problem } from '#src/collections/reading/problems.ts';
import type { WrittenEntry } from '#src/collections/reading/read-entries.ts';
import {
  articleFrontMatterSchemaIn,
  type ArticleFrontMatter,
  type Picture,
} from '#src/collections/schemas/articles.ts';
import type { ArticleType } from '#src/collections/schemas/contentful.ts';
import { isSlug, wantedSlug } from '#src/collections/schemas/fields.ts';
import type { Site } from '#src/collections/schemas/site.ts';
import { bodyVersion, readBodyMarkdown } from './article-body.ts';
import { contentfulEntryToFields } from './article-fields.ts';
import { checkEntryFields, createOrigins, type Origins } from './entry-problems.ts';
import { isDue, isPublishedIn } from './linked-articles.ts';
import { matchLocales, type MatchedLocale } from './locales.ts';
import { readAsset, type ReadAsset } from './pictures.ts';
import { readValue } from './read-value.ts';
import {
  articleTypeOf,
  articleTypesIn,
  mappingOf,
  type ArticleReading,
  type EntryRemark,
  type SpaceReading,
} from './reading.ts';
import type { ContentfulEntry, ContentfulSpace } from './space.ts';
import { readSpaceSubjects, type SpaceSubjects } from './subjects.ts';
import { findUses } from './uses.ts';

/** What a space adds to the content folder. */
export interface SpaceContent {
  readonly articles: readonly WrittenEntry<ArticleFrontMatter>[];
  /** Articles with wrong fields: what else is wrong with them is told as well. */
  readonly broken: readonly WrittenEntry<unknown>[];
  readonly subjects: SpaceSubjects;
  /** By the addresses that texts and covers have for them. */
  readonly pictures: ReadonlyMap<string, Picture>;
  /** Tells of a problem in an entry as its authors know it. */
  readonly explain: Origins['explain'];
}

export interface SpaceSource {
  readonly space: ContentfulSpace;
  readonly site: Site;
  /** Answers what was converted from the same before, or converts it. */
  readonly keep: (name: string, convert: () => Promise<ConvertedBody>) => Promise<ConvertedBody>;
  /** The one entry that is asked for; null for all. */
  readonly only?: string | null;
  readonly now: Date;
  readonly report: (problem: Problem) => void;
  readonly warn: (message: string) => void;
}

/** Reads every article of a space in every language that it is in. */
export async function readSpace(source: SpaceSource): Promise<SpaceContent> {
  const { space, site, only = null } = source;
  const mapping = mappingOf(site);
  const reading: SpaceReading = {
    space,
    mapping,
    locales: matchLocales(site, mapping.locales, space.locales),
    defaultLocale: site.locales[0]?.code ?? 'en',
    articleTypes: articleTypesIn(mapping),
    now: source.now,
    timeZone: site.timeZone,
  };
  const origins = createOrigins(space);
  const subjects = readSpaceSubjects(reading, origins, source.report);
  const schema = articleFrontMatterSchemaIn(site.timeZone);
  const pictures = new Map<string, Picture>();
  const articles: WrittenEntry<ArticleFrontMatter>[] = [];
  const broken: WrittenEntry<unknown>[] = [];
  for (const entry of space.entries.values()) {
    const type = articleTypeOf(entry, reading);
    if (!type || (only !== null && entry.sys.id !== only)) continue;
    for (const locale of reading.locales) {
      if (!isPublishedIn(entry, type, locale)) continue;
      const one = { entry, type, locale, schema, reading, subjects, origins, pictures };
      const read = await readArticle(one, source);
      if (read.kind === 'whole') articles.push(read.written);
      else broken.push(read.written);
    }
  }
  return { articles, broken, subjects, pictures, explain: origins.explain };
}

interface ArticleParts {
  readonly entry: ContentfulEntry;
  readonly type: ArticleType;
  readonly locale: MatchedLocale;
  readonly schema: ReturnType<typeof articleFrontMatterSchemaIn>;
  readonly reading: SpaceReading;
  readonly subjects: SpaceSubjects;
  readonly origins: Origins;
  readonly pictures: Map<string, Picture>;
}

type ReadArticle =
  | { readonly kind: 'whole'; readonly written: WrittenEntry<ArticleFrontMatter> }
  | { readonly kind: 'broken'; readonly written: WrittenEntry<unknown> };

async function readArticle(parts: ArticleParts, source: SpaceSource): Promise<ReadArticle> {
  const { entry, type, locale, reading, subjects, origins } = parts;
  const body = readValue(entry, type.fields.body, locale);
  const isMarkdown = typeof body === 'string';
  const file = origins.add(entry, locale, { sources: type.fields, isMarkdown });
  const missed: EntryRemark[] = [];
  const article: ArticleReading = {
    ...reading,
    locale,
    scope: { locale: locale.code, defaultLocale: reading.defaultLocale },
    asset: (id) => readPicture(id, parts),
    refuse: (remark) => source.report({ ...remark, file, line: null }),
    miss: (remark) => missed.push(remark),
  };
  const written = contentfulEntryToFields(entry, type, { reading: article, subjects });
  const uses = findUses(entry, reading.space, reading.articleTypes);
  const text = await convertBody(body, { article, uses, source });
  for (const remark of [...missed, ...text.missed]) {
    const problem = origins.explain({ ...remark, file, line: null });
    source.warn(`${file}: ${problem.field}: ${remark.found}. It is left out. ${problem.open}`);
  }
  for (const remark of text.refused) source.report({ ...remark, file, line: null });
  for (const mistake of text.check.mistakes) source.report({ ...mistake, file });
  const slug = readValue(entry, type.fields.slug, locale);
  const hasSlug = typeof slug === 'string' && isSlug(slug);
  if (!hasSlug) {
    const found =
      slug === null ? 'nothing' : `${JSON.stringify(slug)}, which becomes part of an address`;
    article.refuse({ field: 'slug', found, wanted: wantedSlug });
  }
  const fields = checkEntryFields(parts.schema, written, { file, report: source.report });
  const common = {
    file,
    locale: locale.code,
    slug: hasSlug ? slug : entry.sys.id,
    lineOf: () => 0,
    body: text.markdown,
    bodyLine: 1,
    check: text.check,
    entry: { id: entry.sys.id, version: digestOf([...uses]) },
  };
  if (!fields || !hasSlug) return { kind: 'broken', written: { ...common, fields: written } };
  return { kind: 'whole', written: { ...common, fields } };
}

function readPicture(id: string, { locale, reading, pictures }: ArticleParts): ReadAsset | null {
  const asset = reading.space.assets.get(id);
  const read = asset ? readAsset(asset, locale) : null;
  if (read?.kind === 'picture') pictures.set(read.picture.base, read.picture);
  return read;
}

export interface ConvertedBody {
  readonly markdown: string;
  readonly check: SourceCheck;
  readonly refused: readonly EntryRemark[];
  readonly missed: readonly EntryRemark[];
  /** Pictures of the text, which is not looked through when it is found converted. */
  readonly assets: readonly string[];
}

/** Converts a text, unless it was converted already from the same versions of all that is in it. */
async function convertBody(
  body: unknown,
  {
    article,
    uses,
    source,
  }: {
    readonly article: ArticleReading;
    readonly uses: ReadonlyMap<string, string | null>;
    readonly source: SpaceSource;
  },
): Promise<ConvertedBody> {
  const make = async (): Promise<ConvertedBody> => convert(body, article);
  const name = digestOf([
    bodyVersion,
    article.mapping,
    article.locale,
    article.scope,
    article.space.locales,
    [...uses],
    futureOf(uses, article),
  ]);
  const kept = await source.keep(name, make);
  // Tells the publication of the pictures in it.
  for (const id of kept.assets) article.asset(id);
  return kept;
}

/** Which of the articles it links to are not due yet: that changes with time alone. */
function futureOf(uses: ReadonlyMap<string, string | null>, article: ArticleReading): string[] {
  return [...uses.keys()].filter((id) => {
    const entry = article.space.entries.get(id);
    const type = entry && articleTypeOf(entry, article);
    if (!entry || !type) return false;
    return !isDue({ entry, type, locale: article.locale }, article);
  });
}

function convert(body: unknown, article: ArticleReading): ConvertedBody {
  const refused: EntryRemark[] = [];
  const missed: EntryRemark[] = [];
  const assets = new Set<string>();
  const markdown = readBodyMarkdown(body, {
    ...article,
    asset: (id) => {
      assets.add(id);
      return article.asset(id);
    },
    refuse: (remark) => refused.push(remark),
    miss: (remark) => missed.push(remark),
  });
  return { markdown, check: checkSource(markdown), refused, missed, assets: [...assets] };
}
