import { z } from 'astro/zod';
import { localized, webUrl } from './fields.ts';

/** `authors/<id>.yaml`: somebody who signs articles: a person or a desk. */
export const authorSchema = z.strictObject(
  {
    /** The by-line. */
    name: localized(80),
    /** Whether this is one person, or a desk or other group. */
    kind: z.enum(['person', 'group'], 'person or group').default('person'),
    /** A sentence or two about them. */
    bio: localized(500).optional(),
    /** Their own site. */
    url: webUrl.optional(),
  },
  'fields such as name: Web Desk',
);

/** `topics/<id>.yaml`: what articles are about. */
export const topicSchema = z.strictObject(
  {
    /** The topic's name. */
    name: localized(60),
    /** What belongs here. */
    description: localized(300).optional(),
  },
  'fields such as name: Publishing',
);

/** `series/<id>.yaml`: articles meant to be read in order. */
export const seriesSchema = z.strictObject(
  {
    /** The series' title. */
    title: localized(120),
    /** What it is about. */
    description: localized(500).optional(),
  },
  'fields such as title: Flat files',
);

export type Author = z.output<typeof authorSchema>;
export type Topic = z.output<typeof topicSchema>;
export type Series = z.output<typeof seriesSchema>;
