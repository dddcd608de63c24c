import type { APIRoute } from 'astro';
import { accountFilePaths } from '#src/collections/static-files.ts';
import type { AccountFileView } from '#src/collections/views/account-file.ts';
import { makeAccountMails } from '#src/mail/make-mail-templates.ts';
import type { AccountSettings } from '#src/shared/accounts/account-settings.ts';

export const getStaticPaths = accountFilePaths;

export const GET: APIRoute<{ view: AccountFileView }> = async ({ props }) => {
  const { settings, mail, theme } = props.view;
  const templates = await makeAccountMails({ ...settings, ...mail }, theme);
  return Response.json({ ...settings, mail: templates } satisfies AccountSettings);
};
