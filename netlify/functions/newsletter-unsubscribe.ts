import type { Config, Context } from '@netlify/functions';
import { sendAfterwards } from '#netlify/lib/newsletter/after-posting.ts';
import { answerUnsubscribe } from '#netlify/lib/newsletter/answer-unsubscribe.ts';

export default function unsubscribe(request: Request, context: Context): Promise<Response> {
  return answerUnsubscribe({ request, context, afterwards: sendAfterwards(context) });
}

export const config: Config = {
  path: '/newsletter/unsubscribe',
  // No limit: mail programs leave for many readers from a few addresses, and tokens cannot be guessed.
};
