import { z } from 'astro/zod';
import { localeCode } from './fields.ts';

/*
 * `contentful` in site.yaml: how a space that exists already is read. A space made by
 * `npm run contentful -- setup` needs none of it: every name has its default.
 */

const fieldName = z
  .string('the id of a field')
  .regex(
    /^(?:sys\.(?:createdAt|updatedAt)|[A-Za-z]\w*)$/,
    'the id of a field, or sys.createdAt or sys.updatedAt',
  );

/** Where a value of ours comes from. */
const fieldSource = z.union(
  [
    fieldName,
    z.strictObject({
      /** The field. */
      field: fieldName,
      /** Cut what is too long after a whole word: otherwise that is an error. */
      shorten: z.boolean('true or false').default(false),
    }),
    z.strictObject({
      /** The same for every entry. */
      value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
    }),
  ],
  'the id of a field; { field: id, shorten: true }; or { value: the same for all }',
);

const typeId = z
  .string('the id of a content type')
  .regex(/^[\w.-]{1,64}$/, 'the id of a content type, such as blogPost');

/** A field that is called as we call it, unless site.yaml says otherwise. */
const from = (name: string) => fieldSource.default(name);

const namedFields = 'our names of fields, such as description: summary';
const namedType = 'a content type such as { type: blogPost, fields: { body: text } }';

/** A content type by its id, with our names of its fields and where their values come from. */
function contentType<Fields extends z.ZodType>(defaultId: string, fields: Fields) {
  return z.strictObject({ type: typeId.default(defaultId), fields }, namedType);
}

const articleType = contentType(
  'article',
  z
    .strictObject(
      {
        title: from('title'),
        slug: from('slug'),
        description: from('description'),
        publishedAt: from('publishedAt'),
        updatedAt: from('updatedAt'),
        /** Entries of the content type of authors, or names. */
        authors: from('authors'),
        /** Entries of the content type of topics, or names. */
        topics: from('topics'),
        /** An entry of the content type of series. */
        series: from('series'),
        seriesPart: from('seriesPart'),
        /** A picture, or an entry that becomes one. */
        cover: from('cover'),
        access: from('access'),
        canonicalUrl: from('canonicalUrl'),
        redirectFrom: from('redirectFrom'),
        comments: from('comments'),
        /** Rich text, Markdown, or a list of entries that stand one below the other. */
        body: from('body'),
      },
      namedFields,
    )
    .prefault({}),
);

const personType = contentType(
  'author',
  z
    .strictObject(
      {
        name: from('name'),
        slug: from('slug'),
        kind: from('kind'),
        bio: from('bio'),
        url: from('url'),
      },
      namedFields,
    )
    .prefault({}),
);

const topicType = contentType(
  'topic',
  z
    .strictObject(
      { name: from('name'), slug: from('slug'), description: from('description') },
      namedFields,
    )
    .prefault({}),
);

const seriesType = contentType(
  'series',
  z
    .strictObject(
      { title: from('title'), slug: from('slug'), description: from('description') },
      namedFields,
    )
    .prefault({}),
);

const field = z.string('the id of a field').min(1, 'the id of a field');

/** What an entry inside a text becomes, and which of its fields say what. */
const embed = z.discriminatedUnion(
  'as',
  [
    z.strictObject({
      as: z.literal('code'),
      code: field.default('code'),
      language: field.optional(),
      title: field.optional(),
    }),
    z.strictObject({
      /** One block of code for each of these fields that is not empty. */
      as: z.literal('snippets'),
      /** Fields, and the language of what is in each. */
      fields: z.record(z.string(), z.string(), 'lines such as curl: bash'),
    }),
    z.strictObject({
      as: z.literal('callout'),
      kind: field.default('kind'),
      title: field.optional(),
      text: field.default('text'),
    }),
    z.strictObject({
      as: z.literal('picture'),
      image: field.default('image'),
      alt: field.default('alt'),
      caption: field.default('caption'),
      credit: field.default('credit'),
      wide: field.default('wide'),
    }),
    z.strictObject({
      as: z.literal('link'),
      title: field.default('title'),
      url: field.default('url'),
    }),
    z.strictObject({ as: z.literal('text'), text: field.default('text') }),
  ],
  'what it becomes, such as { as: code, code: source, language: syntax }; as is one of code, snippets, callout, picture, link, text',
);

/** What the content types of `setup` that stand inside texts become. */
const ownEmbeds = {
  codeBlock: { as: 'code', code: 'code', language: 'language', title: 'title' },
  callout: { as: 'callout', kind: 'kind', title: 'title', text: 'text' },
  picture: { as: 'picture' },
  video: { as: 'link', title: 'title', url: 'url' },
} as const;

const embedsOfSetup: Readonly<Record<string, z.output<typeof embed>>> = z
  .record(z.string(), embed)
  .parse(ownEmbeds);

const prerender = z
  .union([z.literal('all'), z.string().regex(/^newest [1-9]\d{0,6}$/)], 'all, or newest 500')
  .transform((written) => (written === 'all' ? null : Number(written.split(' ')[1])));

export const contentfulSchema = z.strictObject(
  {
    /** Which language of the space each of ours is: `{ en: en-US }`. Those alike find each other. */
    locales: z
      .record(localeCode, z.string('a language code of the space'), 'lines such as en: en-US')
      .default({}),
    /** How many articles a build renders: `all`, or `newest 500`; the others are, when first asked for. */
    prerender: prerender.prefault('all'),
    /** The share of articles that may be gone in one sync, 0 to 1. More stops the build. */
    mostDeleted: z.number('a share such as 0.2').min(0, '0 to 1').max(1, '0 to 1').default(0.2),
    /** Content types whose entries are articles. */
    articles: z
      .array(articleType, 'a list of content types')
      .min(1, 'at least one content type')
      .prefault([{}]),
    /** The content type of authors. */
    authors: personType.prefault({}),
    /** The content type of topics. */
    topics: topicType.prefault({}),
    /** The content type of series. */
    series: seriesType.prefault({}),
    /** Content types that stand inside texts, beside those of `setup`. */
    embeds: z
      .record(typeId, embed, 'lines such as codeSample: { as: code, code: source }')
      .default({})
      .transform((own) => ({ ...embedsOfSetup, ...own })),
  },
  'fields such as articles: [{ type: blogPost }]',
);

export type Embed = z.output<typeof embed>;

/** How a space is read, with all defaults filled in. */
export type ContentfulMapping = z.output<typeof contentfulSchema>;
export type FieldSource = z.output<typeof fieldSource>;
export type ArticleType = ContentfulMapping['articles'][number];
/** What a space without any mapping is read by. */
export const plainMapping: ContentfulMapping = contentfulSchema.parse({});
