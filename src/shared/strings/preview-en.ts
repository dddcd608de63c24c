/** The words around previews, in English. They are part of `englishStrings`. */
export const englishPreviewStrings = {
  'preview.title': 'Preview',
  'preview.notice': 'Preview: as it is in Contentful now. Readers do not see this page.',
  'preview.scheduled': 'It is to be published on {date}.',
  'preview.problems': 'What is to be mended before a build takes it',
  'preview.found': 'Found',
  'preview.wanted': 'Wanted',
  'preview.open': 'Open in Contentful',
  'preview.broken': 'It cannot be shown before that is mended.',
  'preview.missing':
    'Contentful has no article of this address in this language. A new one is there as soon as it has a slug.',
  'preview.unset':
    'Drafts cannot be read: CONTENTFUL_PREVIEW_TOKEN is not set. It is in Contentful under Settings, API keys.',
  'preview.refused':
    'Contentful refuses to show drafts: CONTENTFUL_PREVIEW_TOKEN may be of another space.',
  'preview.down': 'Contentful does not answer at the moment. Please try again in a few minutes.',
} as const;
