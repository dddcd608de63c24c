import type { Config, Context } from '@netlify/functions';
import { answerEditions } from '#netlify/lib/newsletter/answer-editions.ts';

/** What was sent, to read again. */
export default function edition(request: Request, context: Context): Promise<Response> {
  return answerEditions({ request, context });
}

export const config: Config = {
  path: ['/newsletter/:edition', '/:locale/newsletter/:edition'],
  // Other functions answer these, and an article may be called so.
  excludedPath: [
    '/newsletter/confirm',
    '/newsletter/unsubscribe',
    '/newsletter/preferences',
    '/newsletter/served.*',
    '/:locale/newsletter/served.*',
    '/newsletter/feed.xml',
    '/:locale/newsletter/feed.xml',
    '/articles/newsletter/*',
    '/topics/newsletter/*',
    '/authors/newsletter/*',
    '/series/newsletter/*',
  ],
  preferStatic: true,
  rateLimit: { windowLimit: 120, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
