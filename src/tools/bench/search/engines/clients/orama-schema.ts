/** What Orama searches in; `url` comes along. */
export const oramaSchema = {
  title: 'string',
  description: 'string',
  topics: 'string',
  body: 'string',
} as const;
