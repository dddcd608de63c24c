import type { NewsletterSettings } from '#src/shared/newsletter/newsletter-settings.ts';
import { localize } from '#src/shared/localize.ts';
import { absoluteUrl, homePath } from '#src/shared/paths.ts';
import { makeMailWords, type MailWords } from '#src/shared/strings/mail-words.ts';
import { makeNewsletterWords } from '#src/shared/strings/newsletter-words.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import { makeFrame } from './frame.ts';
import { newsletterTopics } from './newsletter-page.ts';

/** What functions are told of the newsletter, and what its mails are made of. */
export interface NewsletterFileView {
  readonly settings: Omit<NewsletterSettings, 'mail'>;
  readonly mail: { readonly home: string; readonly words: MailWords };
  /** The owner's style sheet: mails take its colours. */
  readonly theme: string;
}

/** Answers null where there is no newsletter. */
export function makeNewsletterFileView(
  publication: Publication,
  edition: Edition,
  theme: string,
): NewsletterFileView | null {
  const { site, defaultLocale } = publication;
  const { scope, words, dateStyle } = edition;
  const { newsletter } = site;
  if (!newsletter) return null;
  const title = localize(site.title, scope);
  return {
    settings: {
      title,
      url: site.url,
      locale: scope.locale,
      isDefault: scope.locale === defaultLocale,
      dir: makeFrame(publication, edition).dir,
      formats: dateStyle.locale,
      timeZone: site.timeZone,
      isPaused: newsletter.paused,
      sender: newsletter.sender ?? null,
      replyTo: newsletter.replyTo ?? null,
      postalAddress: newsletter.postalAddress ?? null,
      weekday: newsletter.weekday,
      topics: newsletterTopics(publication, edition),
      domains: newsletter.domains,
      locales: site.locales.map(({ code, name }) => ({
        code,
        name,
        isDefault: code === defaultLocale,
      })),
      words: makeNewsletterWords(words, title),
    },
    mail: { home: absoluteUrl(homePath(scope), site.url), words: makeMailWords(words) },
    theme,
  };
}
