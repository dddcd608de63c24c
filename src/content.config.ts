import { defineCollection } from 'astro:content';
import { z } from 'astro/zod';
import {
  articlesLoader,
  authorsLoader,
  pagesLoader,
  seriesLoader,
  siteLoader,
  stringsLoader,
  topicsLoader,
} from '#src/collections/loaders.ts';
import { articleSchema } from '#src/collections/schemas/articles.ts';
import { pageSchema } from '#src/collections/schemas/pages.ts';
import {
  authorSchema,
  seriesSchema,
  topicSchema,
} from '#src/collections/schemas/people-and-subjects.ts';
import { siteSchema } from '#src/collections/schemas/site.ts';

export const collections = {
  site: defineCollection({ loader: siteLoader, schema: siteSchema }),
  strings: defineCollection({ loader: stringsLoader, schema: z.record(z.string(), z.string()) }),
  articles: defineCollection({ loader: articlesLoader, schema: articleSchema }),
  pages: defineCollection({ loader: pagesLoader, schema: pageSchema }),
  authors: defineCollection({ loader: authorsLoader, schema: authorSchema }),
  topics: defineCollection({ loader: topicsLoader, schema: topicSchema }),
  series: defineCollection({ loader: seriesLoader, schema: seriesSchema }),
};
