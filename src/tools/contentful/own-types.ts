/*
 * The content types that a space of Broadsheet's own has, as its loader reads them without any mapping.
 * `setup` makes them, `check` compares.
 */

export type FieldKind =
  | { readonly kind: 'Symbol' | 'Text' | 'RichText' | 'Date' | 'Integer' | 'Boolean' | 'Asset' }
  | { readonly kind: 'Symbols' }
  /** One entry, or several, of these content types. */
  | { readonly kind: 'Entry' | 'Entries'; readonly types: readonly string[] };

export type OwnField = FieldKind & {
  readonly id: string;
  readonly name: string;
  /** What authors read beside it. */
  readonly help: string;
  readonly required?: true;
  /** Whether it is written in each language. */
  readonly localized?: true;
  /** In Contentful's terms. */
  readonly validations?: readonly object[];
  /** How it is written, where that is not how the web app would choose. */
  readonly widget?: 'slugEditor' | 'dropdown' | 'multipleLine' | 'markdown';
};

export interface OwnType {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The field by which entries are named in lists. */
  readonly displayField: string;
  readonly fields: readonly OwnField[];
}

/**
 * What `slugPattern` takes, as near as the web app's regular expressions come, which know no classes of
 * letters: it refuses what is surely wrong, in any script.
 */
const slugRule = {
  regexp: {
    pattern: '^(?!-)(?!.*--)(?!.*-$)[^\\sA-Z!-,./:-@\\[-`{-~]+$',
    flags: null,
  },
  message: 'Small letters and digits, joined by hyphens, such as a-good-name.',
};

const slug = (of: string): OwnField => ({
  id: 'slug',
  name: 'Slug',
  kind: 'Symbol',
  required: true,
  help: `The last part of the ${of}’s address. Once it is published, leave it: others link to it.`,
  validations: [{ unique: true }, slugRule],
  widget: 'slugEditor',
});

const webAddress = {
  regexp: { pattern: '^https?://', flags: null },
  message: 'An address that begins with https://.',
};

const article: OwnType = {
  id: 'article',
  name: 'Article',
  description: 'A text with a headline, which stands in lists, feeds and the search.',
  displayField: 'title',
  fields: [
    {
      id: 'title',
      name: 'Headline',
      kind: 'Symbol',
      required: true,
      localized: true,
      help: 'Best under 70 characters.',
      validations: [{ size: { min: 1, max: 200 } }],
    },
    slug('article'),
    {
      id: 'description',
      name: 'Standfirst',
      kind: 'Symbol',
      required: true,
      localized: true,
      help: 'One or two sentences that say what it is about: under the headline, in lists and for search engines. 20 to 200 characters.',
      validations: [{ size: { min: 20, max: 200 } }],
    },
    {
      id: 'publishedAt',
      name: 'Date',
      kind: 'Date',
      required: true,
      help: 'When readers may see it. A date to come keeps it back until then.',
    },
    {
      id: 'updatedAt',
      name: 'Updated',
      kind: 'Date',
      help: 'When something was changed that readers should know of. Not for typing errors.',
    },
    {
      id: 'authors',
      name: 'Authors',
      kind: 'Entries',
      types: ['author'],
      required: true,
      help: 'Who wrote it, in the order of the byline.',
      validations: [{ size: { min: 1 } }],
    },
    {
      id: 'topics',
      name: 'Topics',
      kind: 'Entries',
      types: ['topic'],
      help: 'The first one stands above the headline.',
    },
    {
      id: 'series',
      name: 'Series',
      kind: 'Entry',
      types: ['series'],
      help: 'If it is a part of one.',
    },
    {
      id: 'seriesPart',
      name: 'Part',
      kind: 'Integer',
      help: 'Which part of the series it is, from 1.',
      validations: [{ range: { min: 1 } }],
    },
    {
      id: 'cover',
      name: 'Picture',
      kind: 'Asset',
      help: 'Its description in the media library is read to those who do not see it.',
      validations: [{ linkMimetypeGroup: ['image'] }],
    },
    {
      id: 'body',
      name: 'Text',
      kind: 'RichText',
      required: true,
      localized: true,
      help: 'Headings begin at the second level: the headline is the first.',
    },
    {
      id: 'access',
      name: 'Who may read it',
      kind: 'Symbol',
      help: 'members: the text is only for those who are signed in. Nothing: everybody.',
      validations: [{ in: ['public', 'members'] }],
      widget: 'dropdown',
    },
    {
      id: 'comments',
      name: 'Comments',
      kind: 'Boolean',
      help: 'No switches them off for this article.',
    },
    {
      id: 'canonicalUrl',
      name: 'First published at',
      kind: 'Symbol',
      help: 'The address where it first appeared, if that was elsewhere.',
      validations: [webAddress],
    },
    {
      id: 'redirectFrom',
      name: 'Old addresses',
      kind: 'Symbols',
      help: 'Paths that lead here from now on, such as /2019/old-name/.',
    },
  ],
};

const author: OwnType = {
  id: 'author',
  name: 'Author',
  description: 'A person, or a desk, that writes.',
  displayField: 'name',
  fields: [
    { id: 'name', name: 'Name', kind: 'Symbol', required: true, help: 'As it stands in bylines.' },
    slug('author'),
    {
      id: 'kind',
      name: 'What it is',
      kind: 'Symbol',
      help: 'group: a desk or other group. Nothing: a person.',
      validations: [{ in: ['person', 'group'] }],
      widget: 'dropdown',
    },
    {
      id: 'bio',
      name: 'About',
      kind: 'Text',
      localized: true,
      help: 'A few sentences, without marks.',
      validations: [{ size: { max: 500 } }],
      widget: 'multipleLine',
    },
    {
      id: 'url',
      name: 'Own site',
      kind: 'Symbol',
      help: 'Where there is more of them.',
      validations: [webAddress],
    },
  ],
};

const topic: OwnType = {
  id: 'topic',
  name: 'Topic',
  description: 'What articles are filed under.',
  displayField: 'name',
  fields: [
    {
      id: 'name',
      name: 'Name',
      kind: 'Symbol',
      required: true,
      localized: true,
      help: 'One or two words.',
    },
    slug('topic'),
    {
      id: 'description',
      name: 'Description',
      kind: 'Symbol',
      localized: true,
      help: 'A sentence, above the list of its articles.',
      validations: [{ size: { max: 256 } }],
    },
  ],
};

const series: OwnType = {
  id: 'series',
  name: 'Series',
  description: 'Articles that are parts of one thing.',
  displayField: 'title',
  fields: [
    {
      id: 'title',
      name: 'Title',
      kind: 'Symbol',
      required: true,
      localized: true,
      help: 'Stands above the headline of each part.',
    },
    slug('series'),
    {
      id: 'description',
      name: 'Description',
      kind: 'Text',
      localized: true,
      help: 'A few sentences, without marks.',
      validations: [{ size: { max: 500 } }],
      widget: 'multipleLine',
    },
  ],
};

const codeBlock: OwnType = {
  id: 'codeBlock',
  name: 'Code',
  description: 'A block of code in a text.',
  displayField: 'title',
  fields: [
    { id: 'title', name: 'Title', kind: 'Symbol', help: 'Above the block, such as a file’s name.' },
    {
      id: 'language',
      name: 'Language',
      kind: 'Symbol',
      help: 'For its colours, such as js, python or html.',
    },
    {
      id: 'code',
      name: 'Code',
      kind: 'Text',
      required: true,
      help: 'As it is to be read.',
      widget: 'multipleLine',
    },
  ],
};

const callout: OwnType = {
  id: 'callout',
  name: 'Callout',
  description: 'A note beside a text, a tip or a warning.',
  displayField: 'title',
  fields: [
    { id: 'title', name: 'Title', kind: 'Symbol', localized: true, help: 'Best a few words.' },
    {
      id: 'kind',
      name: 'Kind',
      kind: 'Symbol',
      required: true,
      help: 'What it is to readers.',
      validations: [{ in: ['note', 'tip', 'important', 'warning', 'caution'] }],
      widget: 'dropdown',
    },
    {
      id: 'text',
      name: 'Text',
      kind: 'Text',
      required: true,
      localized: true,
      help: 'In Markdown.',
      widget: 'markdown',
    },
  ],
};

const picture: OwnType = {
  id: 'picture',
  name: 'Picture',
  description: 'A picture in a text, with what is said of it there.',
  displayField: 'alt',
  fields: [
    {
      id: 'image',
      name: 'Picture',
      kind: 'Asset',
      required: true,
      help: 'From the media library.',
      validations: [{ linkMimetypeGroup: ['image'] }],
    },
    {
      id: 'alt',
      name: 'Description',
      kind: 'Symbol',
      localized: true,
      help: 'What it shows, for those who do not see it. Nothing: as the media library has it.',
    },
    { id: 'caption', name: 'Caption', kind: 'Symbol', localized: true, help: 'Below it.' },
    { id: 'credit', name: 'Credit', kind: 'Symbol', help: 'Who made it.' },
    {
      id: 'wide',
      name: 'Wide',
      kind: 'Boolean',
      help: 'Wider than the text, where there is room.',
    },
  ],
};

const video: OwnType = {
  id: 'video',
  name: 'Video or post elsewhere',
  description:
    'A link to something that others would embed: no page loads anything from elsewhere.',
  displayField: 'title',
  fields: [
    {
      id: 'title',
      name: 'Title',
      kind: 'Symbol',
      required: true,
      localized: true,
      help: 'What is to be seen there.',
    },
    {
      id: 'url',
      name: 'Address',
      kind: 'Symbol',
      required: true,
      help: 'Where it is.',
      validations: [webAddress],
    },
  ],
};

/** Those that others link to come first. */
export const ownTypes: readonly OwnType[] = [
  author,
  topic,
  series,
  codeBlock,
  callout,
  picture,
  video,
  article,
];
