import type { AccountSettings } from '#src/shared/accounts/account-settings.ts';
import { localize } from '#src/shared/localize.ts';
import { absoluteUrl, homePath } from '#src/shared/paths.ts';
import { makeAccountWords } from '#src/shared/strings/account-words.ts';
import { makeMailWords, type MailWords } from '#src/shared/strings/mail-words.ts';
import type { Edition, Publication } from '#src/collections/publication.ts';
import { hasComments } from './comments-file.ts';
import { makeFrame } from './frame.ts';

/** What functions are told of accounts, and what their mails are made of. */
export interface AccountFileView {
  readonly settings: Omit<AccountSettings, 'mail'>;
  readonly mail: {
    readonly dir: 'ltr' | 'rtl';
    readonly home: string;
    readonly postalAddress: string | null;
    readonly words: MailWords;
  };
  /** The owner's style sheet: mails take its colours. */
  readonly theme: string;
}

/** Answers null where there are no accounts. */
export function makeAccountFileView(
  publication: Publication,
  edition: Edition,
  theme: string,
): AccountFileView | null {
  const { site, defaultLocale } = publication;
  const { scope, words, dateStyle } = edition;
  if (!site.features.accounts) return null;
  const title = localize(site.title, scope);
  const { newsletter } = site;
  return {
    settings: {
      title,
      url: site.url,
      locale: scope.locale,
      isDefault: scope.locale === defaultLocale,
      formats: dateStyle.locale,
      timeZone: site.timeZone,
      // Who writes to readers is said once.
      sender: newsletter?.sender ?? null,
      replyTo: newsletter?.replyTo ?? null,
      hasNewsletter: newsletter !== undefined,
      hasComments: hasComments(publication),
      domains: newsletter?.domains ?? { allowed: [], refused: [] },
      locales: site.locales.map(({ code, name }) => ({
        code,
        name,
        isDefault: code === defaultLocale,
      })),
      words: makeAccountWords(words, title),
    },
    mail: {
      dir: makeFrame(publication, edition).dir,
      home: absoluteUrl(homePath(scope), site.url),
      postalAddress: newsletter?.postalAddress ?? null,
      words: makeMailWords(words),
    },
    theme,
  };
}
