import type { Config, Context } from '@netlify/functions';
import { answerModeration } from '#netlify/lib/comments/answer-moderation.ts';

/** Comments that editors are to look at. */
export default function moderation(request: Request, context: Context): Promise<Response> {
  return answerModeration({ request, context });
}

export const config: Config = {
  path: '/account/moderation',
  rateLimit: { windowLimit: 120, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
