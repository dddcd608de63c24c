import { z } from 'astro/zod';
import { id, plainText, sitePath, webUrl, writtenDate } from './fields.ts';

/** An address without a scheme: a file of the author's. */
export const coverAddressPattern = /^[^:]+$/;

/** An article's picture as its author names it. */
const writtenCover = z.strictObject(
  {
    /** The picture's file, relative to the article. */
    src: z
      .string('the path of a picture')
      .regex(coverAddressPattern, 'a file beside the article, such as ./cover.jpg'),
    /** What the picture shows, for readers who cannot see it. Required. */
    alt: plainText(300),
    /** What is said under it. */
    caption: plainText(300).optional(),
    /** Whose work it is. */
    credit: plainText(120).optional(),
  },
  'a picture such as { src: ./cover.jpg, alt: What it shows }',
);

/**
 * The front matter of an article. It is a contract with authors: unknown fields are refused, and
 * nothing that says when or by whom is ever guessed.
 *
 * @param timeZone Whose days and hours its dates are in, where they name no zone. IANA name.
 */
export const articleFrontMatterSchemaIn = (timeZone: string) =>
  z
    .strictObject(
      {
        /** The headline: plain text. */
        title: plainText(200),
        /** The standfirst: one or two sentences, shown under the headline, in lists and by search engines. */
        description: plainText(200).refine((text) => text.length >= 20, 'at least 20 characters'),
        /** When it is or was published. In the future: not built until it is due. */
        publishedAt: writtenDate(timeZone),
        /** When it last changed in a way a reader should know of. */
        updatedAt: writtenDate(timeZone).optional(),
        /** Who wrote it: ids of files in authors/. */
        authors: z
          .array(id, 'a list of ids from authors/')
          .min(1, 'at least one author')
          .refine(hasEachOnce, 'each author once'),
        /** What it is about: ids of files in topics/. The first is its section. */
        topics: z
          .array(id, 'a list of ids from topics/')
          .refine(hasEachOnce, 'each topic once')
          .default([]),
        /** The series it belongs to. */
        series: z
          .strictObject(
            {
              /** The id of a file in series/. */
              id,
              /** Its place in the series, from 1. */
              part: z.int('a whole number from 1').min(1, 'a whole number from 1'),
            },
            'a series such as { id: my-series, part: 1 }',
          )
          .optional(),
        /** Its picture. */
        cover: writtenCover.optional(),
        /** Who may read it. Members' articles show title and description to everybody else. */
        access: z.enum(['public', 'members'], 'public or members').default('public'),
        /** True: not built, shown by the development server only. */
        draft: z.boolean('true or false').default(false),
        /** Where it was first published, if elsewhere. */
        canonicalUrl: webUrl.optional(),
        /** Paths where it used to be. They are redirected here for good. */
        redirectFrom: z.array(sitePath, 'a list of paths').default([]),
        /** Whether readers may comment. */
        comments: z.boolean('true or false').default(true),
      },
      'front matter: lines such as title: …',
    )
    .refine((article) => !article.updatedAt || article.updatedAt >= article.publishedAt, {
      path: ['updatedAt'],
      message: 'a date that is not before publishedAt',
    });

/** The same for tools that only ask whether front matter is right. */
export const articleFrontMatterSchema = articleFrontMatterSchemaIn('UTC');

function hasEachOnce(ids: readonly string[]): boolean {
  return new Set(ids).size === ids.length;
}

/** A picture in the sizes and formats it is served in. */
const pictureSchema = z.object({
  /** Path of the file it is made from, relative to the content folder. */
  source: z.string(),
  /** Path of the folder and beginning of the name of its files under /_astro/. */
  base: z.string(),
  /** Raster pictures are encoded anew; drawings and moving ones served as they are; remote ones by a function. */
  kind: z.enum(['raster', 'verbatim', 'remote']),
  /** Pixels, upright. */
  width: z.number(),
  height: z.number(),
  /** Widths in pixels that it is offered in, ascending. */
  widths: z.array(z.number()),
  /** A picture of a few pixels as data: URL, shown blurred until the real one is there. */
  placeholder: z.string().nullable(),
});

/** An article as everything past the collections sees it, whatever it was written in. */
export const articleSchema = z.object({
  ...articleFrontMatterSchema.shape,
  cover: z
    .object({
      picture: pictureSchema,
      alt: z.string(),
      caption: z.string().optional(),
      credit: z.string().optional(),
    })
    .optional(),
  locale: z.string(),
  /** The last part of its path. */
  slug: z.string(),
  /** Whether publishedAt is in the future (the development server shows these). */
  isScheduled: z.boolean(),
  /** Names the rendered body in the cache of bodies; null for members' articles. */
  bodyDigest: z.string().nullable(),
  /** Names the rendered body of a members' article, on the shelf of theirs; null for public ones. */
  membersDigest: z.string().nullable(),
  /** Section headings, for the table of contents. Empty for members' articles. */
  headings: z.array(z.object({ depth: z.number(), slug: z.string(), text: z.string() })),
  wordCount: z.number(),
  /** The entry at Contentful that it is; null for a file. */
  entry: z
    .object({
      id: z.string(),
      /** Changes with anything that is in it. */
      version: z.string(),
    })
    .nullable(),
});

/** A picture in the sizes and formats it is served in. */
export type Picture = z.output<typeof pictureSchema>;
/** An article, whatever it was written in. */
export type Article = z.output<typeof articleSchema>;
/** What an author wrote above the article. */
export type ArticleFrontMatter = z.output<typeof articleFrontMatterSchema>;
