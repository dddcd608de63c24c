import type { Item, Link, Locale } from '#tests/mocks/contentful/space-state.ts';

/* Entries as the Delivery API gives them. */

export const en: Locale = { code: 'en-US', default: true, fallbackCode: null };
export const de: Locale = { code: 'de-DE', default: false, fallbackCode: 'en-US' };

/** An entry; what is not given by language is in the default one. */
export function entry(id: string, type: string, fields: Readonly<Record<string, unknown>>): Item {
  const written = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === 'object' && value !== null && 'en-US' in value ? value : { 'en-US': value },
  ]);
  return {
    sys: {
      id,
      type: 'Entry',
      contentType: link(type, 'ContentType'),
      createdAt: '2026-01-01T00:00:00Z',
      updatedAt: '2026-01-02T00:00:00Z',
      revision: 1,
    },
    fields: Object.fromEntries(written) as Item['fields'],
  };
}

export function link(id: string, linkType = 'Entry'): Link {
  return { sys: { type: 'Link', linkType, id } };
}
