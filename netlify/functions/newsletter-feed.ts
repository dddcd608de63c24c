import type { Config, Context } from '@netlify/functions';
import { answerEditionFeed } from '#netlify/lib/newsletter/answer-editions.ts';

export default function feed(request: Request, context: Context): Promise<Response> {
  return answerEditionFeed({ request, context });
}

export const config: Config = {
  path: ['/newsletter/feed.xml', '/:locale/newsletter/feed.xml'],
  rateLimit: { windowLimit: 120, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
