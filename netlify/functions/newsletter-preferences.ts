import type { Config, Context } from '@netlify/functions';
import { sendAfterwards } from '#netlify/lib/newsletter/after-posting.ts';
import { answerPreferences } from '#netlify/lib/newsletter/answer-preferences.ts';

export default function preferences(request: Request, context: Context): Promise<Response> {
  return answerPreferences({ request, context, afterwards: sendAfterwards(context) });
}

export const config: Config = {
  path: '/newsletter/preferences',
  rateLimit: { windowLimit: 60, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
