import { everyArticle, signPreview } from '#src/shared/preview-pass.ts';

const dayInSeconds = 24 * 60 * 60;

/**
 * A link to previews that is good for some days: of one article by its path, or of all, with
 * Contentful's placeholder where the slug goes.
 */
export async function makePreviewLink(
  article: string | null,
  { site, secret, days, now }: { site: string; secret: string; days: number; now: Date },
): Promise<string> {
  const until = Math.floor(now.getTime() / 1000) + days * dayInSeconds;
  const subject = article ?? everyArticle;
  const signature = await signPreview(secret, { subject, until });
  // What stands in braces is the web app's to fill in.
  const path = article === null ? '/articles/{entry.fields.slug}/' : encodeURI(article);
  return `${new URL(site).origin}/preview${path}?until=${until}&signature=${signature}`;
}
