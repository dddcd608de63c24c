import type { Config, Context } from '@netlify/functions';
import { sendAfterwards } from '#netlify/lib/newsletter/after-posting.ts';
import { answerSubscribe } from '#netlify/lib/newsletter/answer-subscribe.ts';
import { methodNotAllowed } from '#netlify/lib/endpoint/refusal.ts';

/** The form for the newsletter. */
export default async function subscribe(request: Request, context: Context): Promise<Response> {
  if (request.method !== 'POST') return methodNotAllowed('GET, POST');
  return answerSubscribe({ request, context, afterwards: sendAfterwards(context) });
}

export const config: Config = {
  path: '/api/subscribe',
  method: ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  rateLimit: { windowLimit: 30, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
