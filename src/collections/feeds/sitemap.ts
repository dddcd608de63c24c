import { element, xmlDocument } from '#src/shared/xml.ts';
import type { SitemapView } from '#src/collections/views/sitemap.ts';

/** Sitemaps as sitemaps.org has them, with translations as Google reads them there. */
const namespaces = {
  xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9',
  'xmlns:xhtml': 'http://www.w3.org/1999/xhtml',
};

export function writeSitemap({ entries }: SitemapView): string {
  const urls = entries.map(({ url, updatedAt, translations }) =>
    element(
      'url',
      {},
      element('loc', {}, url),
      updatedAt && element('lastmod', {}, updatedAt),
      translations.map(({ locale, url: href }) =>
        element('xhtml:link', { rel: 'alternate', hreflang: locale, href }),
      ),
    ),
  );
  return xmlDocument(element('urlset', namespaces, ...urls));
}

/** Writes the index that names the files of the sitemap. */
export function writeSitemapIndex(urls: readonly string[]): string {
  const sitemaps = urls.map((url) => element('sitemap', {}, element('loc', {}, url)));
  return xmlDocument(element('sitemapindex', { xmlns: namespaces.xmlns }, ...sitemaps));
}
