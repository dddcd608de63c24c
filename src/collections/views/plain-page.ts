import { formatLongDate } from '#src/shared/dates.ts';
import { absoluteUrl, plainPagePath } from '#src/shared/paths.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import type { Page } from '#src/collections/schemas/pages.ts';
import { makeFrame, type Frame } from './frame.ts';

/** All that a plain page shows, but its text. */
export interface PlainPageView {
  readonly frame: Frame;
  readonly title: string;
  readonly description: string;
  readonly url: string;
  readonly updatedAt: { readonly date: string; readonly longDate: string } | null;
  /** This page in every language it exists in, where there is more than one. */
  readonly translations: readonly { readonly code: string; readonly href: string }[];
  readonly bodyDigest: string;
}

export function makePlainPageView(
  publication: Publication,
  edition: Edition,
  page: Page,
): PlainPageView {
  const { site, translations } = publication;
  const { scope } = edition;
  const locales = translations.get(`pages/${page.slug}`) ?? [];
  const address = (locale: string): string =>
    absoluteUrl(plainPagePath({ ...scope, locale }, page.slug), site.url);
  return {
    frame: makeFrame(publication, edition),
    title: page.title,
    description: page.description,
    url: address(scope.locale),
    updatedAt: page.updatedAt
      ? {
          date: page.updatedAt.toISOString(),
          longDate: formatLongDate(page.updatedAt, edition.dateStyle),
        }
      : null,
    translations: locales.length > 1 ? locales.map((code) => ({ code, href: address(code) })) : [],
    bodyDigest: page.bodyDigest,
  };
}
