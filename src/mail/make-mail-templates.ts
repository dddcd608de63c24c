import { mailNames, type MailTemplates } from '#src/shared/newsletter/mail-templates.ts';
import { makeEditionMail } from './edition-mail.ts';
import { readMailColours } from './mail-look.ts';
import type { MailSource } from './mail-source.ts';
import { makeSingleMail } from './single-mail.ts';

/** Makes the mails of a language, in the colours of the site with the owner's `theme` laid over them. */
export async function makeMailTemplates(source: MailSource, theme: string): Promise<MailTemplates> {
  const setting = { source, colours: readMailColours(theme) };
  const single = await Promise.all(
    mailNames.map(async (name) => [name, await makeSingleMail(setting, name)] as const),
  );
  // One for each of the names.
  const mails = Object.fromEntries(single) as Omit<MailTemplates, 'edition'>;
  return { ...mails, edition: await makeEditionMail(setting) };
}
