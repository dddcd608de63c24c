import { existsSync } from 'node:fs';
import path from 'node:path';
import { localize, writingDirection } from '#src/shared/localize.ts';
import {
  accountPath,
  archivePath,
  feedPaths,
  homePath,
  newsletterPath,
  plainPagePath,
  topicPath,
  searchPath,
  topicsPath,
  articlePath,
  authorPath,
  seriesPath,
} from '#src/shared/paths.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';

/** A link with its words. */
export interface Link {
  readonly label: string;
  readonly href: string;
}

/** Where the newsletter is, and what is done with readers' addresses, if the owner has written that down. */
export interface NewsletterLinks extends Link {
  readonly privacy: Link | null;
}

/**
 * What every page of a language shows around its content: nameplate, sections, footer. Whatever
 * changes with every article does not belong here: each page would have to be rendered again.
 */
export interface Frame {
  readonly locale: string;
  /** Names the words that the page is set with: the owner's changes to them change it. */
  readonly wordsDigest: string;
  readonly dir: 'ltr' | 'rtl';
  readonly title: string;
  readonly tagline: string | null;
  readonly description: string | null;
  readonly siteUrl: string;
  readonly home: string;
  readonly sections: readonly Link[];
  readonly navigation: readonly Link[];
  readonly pages: readonly Link[];
  readonly social: readonly Link[];
  /** Which of the usual icons the owner has put into `public/`. */
  readonly icons: { readonly svg: boolean; readonly appleTouch: boolean };
  readonly feeds: { readonly rss: string; readonly atom: string; readonly json: string };
  readonly topics: Link;
  readonly search: Link;
  /** Null where there is no newsletter. */
  readonly newsletter: NewsletterLinks | null;
  /** Null where there are no accounts. */
  readonly account: Link | null;
  readonly years: readonly Link[];
  readonly licence: { readonly name: string; readonly url: string } | null;
  readonly languages: readonly {
    readonly code: string;
    readonly name: string;
    readonly href: string;
  }[];
}

const mostSections = 6;
const mostYears = 6;

const frames = new WeakMap<Edition, Frame>();

/** Answers the frame of a language's pages, made once. */
export function makeFrame(publication: Publication, edition: Edition): Frame {
  const known = frames.get(edition);
  if (known) return known;
  const frame = arrangeFrame(publication, edition);
  frames.set(edition, frame);
  return frame;
}

function arrangeFrame({ site }: Publication, edition: Edition): Frame {
  const { scope, words } = edition;
  const locale = site.locales.find((one) => one.code === scope.locale);
  return {
    locale: scope.locale,
    wordsDigest: edition.wordsDigest,
    dir: locale?.dir ?? writingDirection(scope.locale),
    title: localize(site.title, scope),
    tagline: site.tagline === undefined ? null : localize(site.tagline, scope),
    description: site.description === undefined ? null : localize(site.description, scope),
    siteUrl: site.url,
    home: homePath(scope),
    sections: sectionIds(site.sections, edition).map((id) => topicLink(edition, id)),
    navigation: site.navigation.map(({ label, href }) => ({
      label: localize(label, scope),
      href: inLanguage(href, edition),
    })),
    pages: edition.pages.map((page) => ({
      label: page.title,
      href: plainPagePath(scope, page.slug),
    })),
    icons: findIcons(),
    social: site.social,
    feeds: feedPaths(homePath(scope)),
    topics: { label: words.t('nav.topics'), href: topicsPath(scope) },
    // The fragment is the id of the box: browsers put the cursor there, without a script.
    search: { label: words.t('search.title'), href: `${searchPath(scope)}#q` },
    newsletter: site.newsletter ? newsletterLinks(edition) : null,
    account: site.features.accounts
      ? { label: words.t('account.title'), href: accountPath(scope) }
      : null,
    years: [...edition.byYear.keys()]
      .slice(0, mostYears)
      .map((year) => ({ label: String(year), href: archivePath(scope, year) })),
    licence: site.licence ?? null,
    languages: site.locales.map(({ code, name }) => ({
      code,
      name,
      href: homePath({ ...scope, locale: code }),
    })),
  };
}

/** The page that says what is kept of readers has this name, if there is one. */
const privacyPage = 'privacy';

function newsletterLinks({ scope, words, pages }: Edition): NewsletterLinks {
  const privacy = pages.find(({ slug }) => slug === privacyPage);
  return {
    label: words.t('newsletter.heading'),
    href: newsletterPath(scope),
    privacy: privacy ? { label: privacy.title, href: plainPagePath(scope, privacy.slug) } : null,
  };
}

/** A path of the owner's in this language, where that has such a page; else as it is written. */
function inLanguage(href: string, edition: Edition): string {
  const [, path, rest = ''] = /^(\/[^?#]*)(.*)$/.exec(href) ?? [];
  if (path === undefined) return href;
  const { scope } = edition;
  const home = homePath(scope);
  const here = home + path.slice(1);
  const paths = [
    home,
    topicsPath(scope),
    searchPath(scope),
    newsletterPath(scope),
    accountPath(scope),
    ...edition.pages.map(({ slug }) => plainPagePath(scope, slug)),
    ...[...edition.byTopic.keys()].map((id) => topicPath(scope, id)),
    ...[...edition.byAuthor.keys()].map((id) => authorPath(scope, id)),
    ...[...edition.bySeries.keys()].map((id) => seriesPath(scope, id)),
    ...[...edition.byYear.keys()].map((year) => archivePath(scope, year)),
  ];
  const isHere =
    paths.includes(here) || edition.articles.some(({ slug }) => articlePath(scope, slug) === here);
  return isHere ? here + rest : href;
}

function findIcons(): Frame['icons'] {
  const [svg = false, appleTouch = false] = ['favicon.svg', 'apple-touch-icon.png'].map((name) =>
    existsSync(path.join(import.meta.env.BROADSHEET_PUBLIC, name)),
  );
  return { svg, appleTouch };
}

export function topicLink({ scope, topics }: Edition, id: string): Link {
  return { label: topics.get(id)?.name ?? id, href: topicPath(scope, id) };
}

/** The owner's sections that have articles; without a choice, the topics with most. */
export function sectionIds(chosen: readonly string[], { byTopic }: Edition): string[] {
  if (chosen.length > 0) return chosen.filter((id) => byTopic.has(id));
  return [...byTopic]
    .toSorted(([idA, a], [idB, b]) => b.length - a.length || (idA < idB ? -1 : 1))
    .slice(0, mostSections)
    .map(([id]) => id);
}
