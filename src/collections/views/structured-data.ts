import type { ArticleView } from './article-page.ts';
import type { Frame } from './frame.ts';
import { absoluteUrl } from '#src/shared/paths.ts';
import { fallbackPath } from '#src/shared/picture-sources.ts';

/** Schema.org descriptions of pages (JSON-LD), made of what the page shows and nothing else. */

export function websiteData(frame: Frame): object {
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name: frame.title,
    url: absoluteUrl(frame.home, frame.siteUrl),
    inLanguage: frame.locale,
    ...(frame.description ? { description: frame.description } : {}),
    publisher: publisher(frame),
  };
}

export function articleData(view: ArticleView): object {
  const { frame, card } = view;
  const image = card.cover ? fallbackPath(card.cover.picture) : view.openGraphImage;
  return {
    '@context': 'https://schema.org',
    '@type': 'Article',
    headline: card.title,
    description: card.description,
    url: view.url,
    mainEntityOfPage: view.canonicalUrl,
    inLanguage: frame.locale,
    datePublished: card.date,
    dateModified: view.updatedAt?.date ?? card.date,
    wordCount: view.wordCount,
    isAccessibleForFree: !card.isForMembers,
    ...(card.isForMembers ? { hasPart: membersPart } : {}),
    author: view.authors.map(({ name, isGroup }, index) => ({
      '@type': isGroup ? 'Organization' : 'Person',
      name,
      url: absoluteUrl(card.authors[index]?.href ?? frame.home, frame.siteUrl),
    })),
    publisher: publisher(frame),
    ...(card.section ? { articleSection: card.section.label } : {}),
    ...(view.topics.length > 0
      ? { keywords: view.topics.map((topic) => topic.label).join(', ') }
      : {}),
    ...(image ? { image: absoluteUrl(image, frame.siteUrl) } : {}),
    ...(view.series
      ? {
          isPartOf: {
            '@type': 'CreativeWorkSeries',
            name: view.series.title,
            url: absoluteUrl(view.series.href, frame.siteUrl),
          },
        }
      : {}),
    ...(frame.licence ? { license: frame.licence.url } : {}),
  };
}

/** Which part of the page only members read, for search engines: its class in `Article.astro`. */
const membersPart = {
  '@type': 'WebPageElement',
  isAccessibleForFree: false,
  cssSelector: '.for-members',
} as const;

function publisher(frame: Frame): object {
  return {
    '@type': 'Organization',
    name: frame.title,
    url: absoluteUrl(frame.home, frame.siteUrl),
  };
}
