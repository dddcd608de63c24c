import type { APIRoute } from 'astro';
import { newsletterFilePaths } from '#src/collections/static-files.ts';
import type { NewsletterFileView } from '#src/collections/views/newsletter-file.ts';
import { makeMailTemplates } from '#src/mail/make-mail-templates.ts';
import type { NewsletterSettings } from '#src/shared/newsletter/newsletter-settings.ts';

export const getStaticPaths = newsletterFilePaths;

export const GET: APIRoute<{ view: NewsletterFileView }> = async ({ props }) => {
  const { settings, mail, theme } = props.view;
  const templates = await makeMailTemplates({ ...settings, ...mail }, theme);
  return Response.json({ ...settings, mail: templates } satisfies NewsletterSettings);
};
