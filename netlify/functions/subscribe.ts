import type { Config, Context } from '@netlify/functions';
import { sendAfterwards } from '#netlify/lib/newsletter/after-posting.ts';
import { answerStamp, answerSubscribe } from '#netlify/lib/newsletter/answer-subscribe.ts';
import { methodNotAllowed } from '#netlify/lib/endpoint/refusal.ts';
import { secured } from '#netlify/lib/endpoint/secure-headers.ts';

/** The form for the newsletter. */
export default async function subscribe(request: Request, context: Context): Promise<Response> {
  if (request.method === 'GET' || request.method === 'HEAD') return secured(answerStamp());
  if (request.method !== 'POST') return methodNotAllowed('GET, HEAD, POST');
  return answerSubscribe({ request, context, afterwards: sendAfterwards(context) });
}

export const config: Config = {
  path: '/api/subscribe',
  rateLimit: { windowLimit: 30, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
