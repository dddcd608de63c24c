import { z } from 'astro/zod';
import { reservedSegments } from '#src/shared/paths.ts';
import {
  id,
  isLanguageTag,
  linkTarget,
  localeCode,
  localized,
  plainText,
  webUrl,
} from './fields.ts';
import { contentfulSchema } from './contentful.ts';
import { newsletterSchema } from './newsletter.ts';

const navigationItem = z.strictObject(
  {
    /** The words of the link. */
    label: localized(40),
    /** A path of this site without locale prefix, or a web address. */
    href: linkTarget,
  },
  'a link such as { label: About, href: /about/ }',
);

/** `content/site.yaml`: what the publication is called, where it lives and what it offers. */
export const siteSchema = z.strictObject(
  {
    /** The name of the publication, shown in the nameplate and in every page's title. */
    title: localized(60),
    /** A few words under the nameplate. */
    tagline: localized(120).optional(),
    /** What the publication is about, for search engines, feeds and llms.txt. */
    description: localized(300).optional(),
    /** Where it is served in production. `SITE_URL` overrides it. */
    url: webUrl.refine(
      isRootOfHost,
      'an address without a path: a publication has a host of its own',
    ),
    /** The languages it is published in. The first is the default and has no prefix in paths. */
    locales: z
      .array(
        z.strictObject(
          {
            /** The language code, which is also the folder's name. */
            code: localeCode.refine(
              (code) => !reservedSegments.has(code),
              'another code: a part of the site has this path',
            ),
            /** The language's name in that language. */
            name: plainText(40),
            /** Whose dates and numbers are used, for example en-GB for a site in en. Default: the code. */
            formats: z
              .string('a language tag')
              .refine(isLanguageTag, 'a language tag, such as en-GB')
              .optional(),
            /** Writing direction. Default: what Unicode says of the language. */
            dir: z.enum(['ltr', 'rtl'], 'ltr or rtl').optional(),
          },
          'a language such as { code: en, name: English }',
        ),
        'a list of languages, such as [{ code: en, name: English }]',
      )
      .min(1, 'at least one language')
      .refine(
        (locales) => new Set(locales.map((locale) => locale.code)).size === locales.length,
        'each language once',
      ),
    /** The zone in which days begin and dates are shown. IANA name, for example Europe/Berlin. */
    timeZone: z
      .string('the name of a time zone')
      .refine(isTimeZone, 'the name of a time zone, such as Europe/Berlin')
      .default('UTC'),
    /** Links beside the topics in the header. */
    navigation: z.array(navigationItem, 'a list of links').default([]),
    /** Topics named in the header and on the front page, in this order. Default: the largest ones. */
    sections: z.array(id, 'a list of topic ids').default([]),
    /** The publication elsewhere. */
    social: z
      .array(
        z.strictObject(
          {
            /** The name of the place, for example Mastodon. */
            label: plainText(40),
            /** The publication's page there. */
            href: webUrl,
          },
          'a link such as { label: Mastodon, href: https://… }',
        ),
        'a list of links',
      )
      .default([]),
    /** Parts that can be switched off. */
    features: z
      .strictObject(
        {
          /** Draw a picture for each article that is shown where its link is shared. */
          openGraphImages: z.boolean('true or false').default(true),
          /** Offer each article as Markdown at /articles/<slug>.md. */
          markdownTwins: z.boolean('true or false').default(true),
          /** Links under an article for passing it on. They are plain links, nothing is loaded. */
          shareLinks: z.boolean('true or false').default(true),
          /** Accounts at /account/: to read what is for members, and to take part. They need the functions. */
          accounts: z.boolean('true or false').default(true),
          /** Comments under articles, of readers with accounts. An article says `comments: false` for itself. */
          comments: z.boolean('true or false').default(true),
        },
        'switches such as openGraphImages: false',
      )
      .prefault({}),
    /** How many articles a page of a list holds. */
    articlesPerPage: z.int('a whole number').min(6, '6 to 100').max(100, '6 to 100').default(24),
    /** How many articles a feed holds, in full. */
    articlesPerFeed: z.int('a whole number').min(1, '1 to 200').max(200, '1 to 200').default(20),
    /** Under which terms the texts may be used. */
    licence: z
      .strictObject(
        {
          /** For example CC BY 4.0. */
          name: plainText(80),
          /** Where the terms are written. */
          url: webUrl,
        },
        'a licence with name and url',
      )
      .optional(),
    /** The newsletter: its fields are in `newsletter.ts`, beside this file. Without it there is none. */
    newsletter: newsletterSchema.optional(),
    /** How a space of Contentful is read: its fields are in `contentful.ts`, beside this file. */
    contentful: contentfulSchema.optional(),
    /** Font files (TrueType or OpenType) in the content folder for Open Graph images in scripts that the built-in type lacks. */
    openGraphFonts: z
      .array(z.string('the path of a font file'), 'a list of font files')
      .default([]),
  },
  'fields such as title: The Small Paper',
);

function isRootOfHost(url: string): boolean {
  return !URL.canParse(url) || new URL(url).href === `${new URL(url).origin}/`;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

/** The settings of the publication, with defaults filled in. */
export type Site = z.output<typeof siteSchema>;
