import { formatWeekday } from '#src/shared/dates.ts';
import { absoluteUrl, newsletterEditionsPath, newsletterPath } from '#src/shared/paths.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import { makeFrame, type Frame } from './frame.ts';

/** What the newsletter is. */
export interface NewsletterPageView {
  readonly frame: Frame;
  readonly url: string;
  /** This page, without its origin. */
  readonly path: string;
  /** Where past editions are. */
  readonly editions: string;
  /** The name of the day on which the weekly edition is made. */
  readonly weekday: string;
  /** The names of the topics to choose from, as a sentence lists them; null without a choice. */
  readonly topics: string | null;
  readonly isPaused: boolean;
  /** This page in every language, where there is more than one. */
  readonly translations: readonly { readonly code: string; readonly href: string }[];
}

/** Answers null where there is no newsletter. */
export function makeNewsletterPageView(
  publication: Publication,
  edition: Edition,
): NewsletterPageView | null {
  const { site } = publication;
  const { scope, words, dateStyle } = edition;
  if (!site.newsletter) return null;
  const { weekday, paused } = site.newsletter;
  const topics = newsletterTopics(publication, edition).map(({ name }) => name);
  const locales = site.locales.length > 1 ? site.locales : [];
  return {
    frame: makeFrame(publication, edition),
    url: absoluteUrl(newsletterPath(scope), site.url),
    path: newsletterPath(scope),
    editions: newsletterEditionsPath(scope),
    weekday: formatWeekday(weekday, dateStyle.locale),
    topics:
      topics.length > 0
        ? new Intl.ListFormat(words.locale, { type: 'conjunction' }).format(topics)
        : null,
    isPaused: paused,
    translations: locales.map(({ code }) => ({
      code,
      href: absoluteUrl(newsletterPath({ ...scope, locale: code }), site.url),
    })),
  };
}

/** The topics that readers can choose from. */
export function newsletterTopics(
  { site }: Publication,
  { topics }: Edition,
): { readonly id: string; readonly name: string }[] {
  const ids = site.newsletter?.topics ?? site.sections;
  return ids.map((id) => ({ id, name: topics.get(id)?.name ?? id }));
}
