import {
  plainMapping,
  type ArticleType,
  type ContentfulMapping,
} from '#src/collections/schemas/contentful.ts';
import type { Site } from '#src/collections/schemas/site.ts';
import type { LocaleScope } from '#src/shared/paths.ts';
import type { ReadAsset } from './pictures.ts';
import type { MatchedLocale } from './locales.ts';
import { typeIdOf, type ContentfulEntry, type ContentfulSpace } from './space.ts';

/** What is wrong with an entry, or may be, told by the field that it is in. */
export interface EntryRemark {
  /** Our name of the field. */
  readonly field: string;
  readonly found: string;
  readonly wanted: string;
}

/** What entries are read with, beside themselves. */
export interface SpaceReading {
  readonly space: ContentfulSpace;
  readonly mapping: ContentfulMapping;
  readonly locales: readonly MatchedLocale[];
  readonly defaultLocale: string;
  readonly articleTypes: ReadonlySet<string>;
  /** What is due then may be linked to. */
  readonly now: Date;
  /** Whose days and hours dates without a zone are in. IANA name. */
  readonly timeZone: string;
}

/** What one article in one language is read with. */
export interface ArticleReading extends SpaceReading {
  readonly locale: MatchedLocale;
  readonly scope: LocaleScope;
  /** An asset in this language; null where it is not published. */
  readonly asset: (id: string) => ReadAsset | null;
  /** Something that must be mended before the article can be shown. */
  readonly refuse: (remark: EntryRemark) => void;
  /** Something that is left out, since it is not published. */
  readonly miss: (remark: EntryRemark) => void;
}

/** The type of articles that an entry is of; undefined for all other entries. */
export function articleTypeOf(
  entry: ContentfulEntry,
  { mapping }: Pick<SpaceReading, 'mapping'>,
): ArticleType | undefined {
  return mapping.articles.find(({ type }) => type === typeIdOf(entry));
}

/** How the publication's space is read: as site.yaml says, else as one made for Broadsheet. */
export function mappingOf({ contentful }: Pick<Site, 'contentful'>): ContentfulMapping {
  return contentful ?? plainMapping;
}

export function articleTypesIn({ articles }: ContentfulMapping): ReadonlySet<string> {
  return new Set(articles.map(({ type }) => type));
}
