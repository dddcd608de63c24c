import { getCollection, getEntry } from 'astro:content';
import { createWords, type StringOverrides, type Words } from '#src/shared/strings/translate.ts';
import { calendarMonth, type DateStyle } from '#src/shared/dates.ts';
import type { LocaleScope } from '#src/shared/paths.ts';
import { digestOf } from './digest.ts';
import { groupBy, inOrderOfParts, newestFirst } from './arrange-articles.ts';
import { nameSubject, type Named, type Subject } from './named.ts';
import type { Article } from './schemas/articles.ts';
import type { Page } from './schemas/pages.ts';
import type { Site } from './schemas/site.ts';

/*
 * The whole publication, arranged once so that no page has to search it: every list below is made
 * in one pass over the articles, and a page looks up what it shows.
 */

/** What is published in one language. */
export interface Edition {
  readonly scope: LocaleScope;
  readonly words: Words;
  /** How dates and numbers are written. */
  readonly dateStyle: DateStyle;
  /** Names the owner's changes to the words. */
  readonly wordsDigest: string;
  /** These changes. */
  readonly strings: StringOverrides;
  /** Newest first. */
  readonly articles: readonly Article[];
  readonly pages: readonly Page[];
  readonly byTopic: ReadonlyMap<string, readonly Article[]>;
  readonly byAuthor: ReadonlyMap<string, readonly Article[]>;
  /** In order of parts. */
  readonly bySeries: ReadonlyMap<string, readonly Article[]>;
  /** Newest year first. */
  readonly byYear: ReadonlyMap<number, readonly Article[]>;
  readonly topics: ReadonlyMap<string, Named>;
  readonly authors: ReadonlyMap<string, Named>;
  readonly series: ReadonlyMap<string, Named>;
}

/** The publication in all its languages. */
export interface Publication {
  readonly site: Site;
  readonly defaultLocale: string;
  /** The default language first. */
  readonly editions: readonly Edition[];
  /** Articles and pages by slug, with the languages they exist in. */
  readonly translations: ReadonlyMap<string, readonly string[]>;
}

let built: Promise<Publication> | null = null;

/** Answers the publication. In a build it is arranged once; in development, where it changes, each time. */
export function getPublication(): Promise<Publication> {
  if (import.meta.env.DEV) return arrange();
  built ??= arrange();
  return built;
}

async function arrange(): Promise<Publication> {
  const site = (await getEntry('site', 'site'))?.data;
  if (!site) throw new Error('The content store holds no site: its sync did not run.');
  const defaultLocale = site.locales[0]?.code ?? 'en';
  const all = {
    articles: (await getCollection('articles')).map((entry) => entry.data),
    pages: (await getCollection('pages')).map((entry) => entry.data),
    authors: await namedEntries('authors'),
    topics: await namedEntries('topics'),
    series: await namedEntries('series'),
  };
  const editions: Edition[] = [];
  for (const { code } of site.locales) {
    const strings = (await getEntry('strings', code))?.data ?? {};
    editions.push(arrangeEdition({ site, defaultLocale, locale: code, strings, ...all }));
  }
  return { site, defaultLocale, editions, translations: findTranslations(all.articles, all.pages) };
}

async function namedEntries(
  collection: 'authors' | 'topics' | 'series',
): Promise<Map<string, Subject>> {
  const entries = await getCollection(collection);
  return new Map(entries.map((entry) => [entry.id, entry.data]));
}

interface EditionSource {
  readonly site: Site;
  readonly defaultLocale: string;
  readonly locale: string;
  readonly strings: StringOverrides;
  readonly articles: readonly Article[];
  readonly pages: readonly Page[];
  readonly authors: ReadonlyMap<string, Subject>;
  readonly topics: ReadonlyMap<string, Subject>;
  readonly series: ReadonlyMap<string, Subject>;
}

function arrangeEdition(source: EditionSource): Edition {
  const { site, locale, defaultLocale } = source;
  const articles = newestFirst(source.articles.filter((article) => article.locale === locale));
  const name = (subjects: ReadonlyMap<string, Subject>): Map<string, Named> =>
    new Map(
      [...subjects].map(([id, subject]) => [
        id,
        nameSubject(id, subject, { locale, defaultLocale }),
      ]),
    );
  const series = groupBy(articles, (article) => (article.series ? [article.series.id] : []));
  return {
    scope: { locale, defaultLocale },
    words: createWords(locale, source.strings),
    dateStyle: {
      locale: site.locales.find((one) => one.code === locale)?.formats ?? locale,
      timeZone: site.timeZone,
    },
    wordsDigest: digestOf(source.strings),
    strings: source.strings,
    articles,
    pages: source.pages
      .filter((page) => page.locale === locale)
      .toSorted((a, b) => (a.slug < b.slug ? -1 : 1)),
    byTopic: groupBy(articles, (article) => article.topics),
    byAuthor: groupBy(articles, (article) => article.authors),
    bySeries: new Map([...series].map(([id, parts]) => [id, inOrderOfParts(parts)])),
    byYear: groupBy(articles, (article) => [
      calendarMonth(article.publishedAt, site.timeZone).year,
    ]),
    authors: name(source.authors),
    topics: name(source.topics),
    series: name(source.series),
  };
}

function findTranslations(
  articles: readonly Article[],
  pages: readonly Page[],
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (key: string, locale: string): void =>
    void found.set(key, [...(found.get(key) ?? []), locale]);
  for (const { slug, locale } of articles) add(`articles/${slug}`, locale);
  for (const { slug, locale } of pages) add(`pages/${slug}`, locale);
  return found;
}
