import { z } from 'astro/zod';
import { plainText, sitePath, writtenDate } from './fields.ts';

/**
 * The front matter of a plain page: about, imprint, privacy …
 *
 * @param timeZone Whose days its dates are in, where they name no zone. IANA name.
 */
export const pageFrontMatterSchemaIn = (timeZone: string) =>
  z.strictObject(
    {
      /** The page's heading. */
      title: plainText(120),
      /** A sentence or two for search engines and under the heading. */
      description: plainText(200).refine((text) => text.length >= 20, 'at least 20 characters'),
      /** When it last changed in a way a reader should know of. */
      updatedAt: writtenDate(timeZone).optional(),
      /** True: not built, shown by the development server only. */
      draft: z.boolean('true or false').default(false),
      /** Paths where it used to be. They are redirected here for good. */
      redirectFrom: z.array(sitePath, 'a list of paths').default([]),
    },
    'front matter: lines such as title: …',
  );

/** A plain page as layouts see it. */
export const pageSchema = z.object({
  ...pageFrontMatterSchemaIn('UTC').shape,
  locale: z.string(),
  slug: z.string(),
  /** Names the rendered body in the cache of bodies. */
  bodyDigest: z.string(),
  headings: z.array(z.object({ depth: z.number(), slug: z.string(), text: z.string() })),
});

export type Page = z.output<typeof pageSchema>;
