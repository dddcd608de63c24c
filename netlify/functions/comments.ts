import type { Config, Context } from '@netlify/functions';
import { answerComments } from '#netlify/lib/comments/answer-comments.ts';
import { answerSent } from '#netlify/lib/comments/answer-sent.ts';
import { methodNotAllowed } from '#netlify/lib/endpoint/refusal.ts';

/** What stands under an article, and what is written there. */
export default async function comments(request: Request, context: Context): Promise<Response> {
  const { method } = request;
  if (method === 'POST') return answerSent({ request, context });
  if (method === 'GET' || method === 'HEAD') return answerComments({ request, context });
  return methodNotAllowed('GET, HEAD, POST');
}

export const config: Config = {
  path: '/api/comments',
  rateLimit: { windowLimit: 60, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
