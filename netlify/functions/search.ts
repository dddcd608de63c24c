import type { Config, Context } from '@netlify/functions';
import { answerSearch } from '#netlify/lib/search/answer-search.ts';
import { originOf } from '#netlify/lib/origin.ts';

/** The search page for readers without JavaScript: the same page, with the results in it. */
export default function search(request: Request, context: Context): Promise<Response> {
  return answerSearch(request, {
    locale: context.params['locale'] ?? null,
    origin: originOf(request, context),
  });
}

export const config: Config = {
  path: ['/search', '/:locale/search'],
  // An article, a topic, an author or a series may be called so.
  excludedPath: ['/articles/search', '/topics/search', '/authors/search', '/series/search'],
  rateLimit: { windowLimit: 60, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
