import type { Config, Context } from '@netlify/functions';
import { answerMine } from '#netlify/lib/comments/answer-mine.ts';
import { methodNotAllowed } from '#netlify/lib/endpoint/refusal.ts';

/** Who is asking, and what they wrote under an article. */
export default async function commentsMine(request: Request, context: Context): Promise<Response> {
  const { method } = request;
  if (method === 'GET' || method === 'HEAD') return answerMine({ request, context });
  return methodNotAllowed('GET, HEAD');
}

export const config: Config = {
  path: '/api/comments/mine',
  rateLimit: { windowLimit: 60, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
