import type { Config, Context } from '@netlify/functions';
import { sendAfterwards } from '#netlify/lib/newsletter/after-posting.ts';
import { answerConfirm } from '#netlify/lib/newsletter/answer-confirm.ts';

export default function confirm(request: Request, context: Context): Promise<Response> {
  return answerConfirm({ request, context, afterwards: sendAfterwards(context) });
}

export const config: Config = {
  path: '/newsletter/confirm',
  rateLimit: { windowLimit: 60, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
