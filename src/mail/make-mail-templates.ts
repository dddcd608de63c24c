import {
  accountMailNames,
  type AccountMailTemplates,
} from '#src/shared/accounts/account-settings.ts';
import {
  mailNames,
  type MailTemplate,
  type MailTemplates,
} from '#src/shared/newsletter/mail-templates.ts';
import { makeEditionMail } from './edition-mail.ts';
import { readMailColours } from './mail-look.ts';
import type { MailSetting, MailSource } from './mail-source.ts';
import { makeSingleMail } from './single-mail.ts';

/** Makes the mails of a language, in the colours of the site with the owner's `theme` laid over them. */
export async function makeMailTemplates(source: MailSource, theme: string): Promise<MailTemplates> {
  const setting = settingOf(source, theme);
  const mails = await makeEach(mailNames, setting);
  return { ...mails, edition: await makeEditionMail(setting) };
}

/** Makes the mails about accounts. */
export function makeAccountMails(source: MailSource, theme: string): Promise<AccountMailTemplates> {
  return makeEach(accountMailNames, settingOf(source, theme));
}

function settingOf(source: MailSource, theme: string): MailSetting {
  return { source, colours: readMailColours(theme) };
}

async function makeEach<Name extends Parameters<typeof makeSingleMail>[1]>(
  names: readonly Name[],
  setting: MailSetting,
): Promise<Record<Name, MailTemplate>> {
  const mails = await Promise.all(
    names.map(async (name) => [name, await makeSingleMail(setting, name)] as const),
  );
  // One for each of the names.
  return Object.fromEntries(mails) as Record<Name, MailTemplate>;
}
