import type { Config, Context } from '@netlify/functions';
import { answerContentfulWebhook } from '#netlify/lib/contentful/answer-webhook.ts';

/** Changes, as Contentful tells of them. */
export default function contentfulWebhook(request: Request, context: Context): Promise<Response> {
  return answerContentfulWebhook({ request, context, now: new Date() });
}

export const config: Config = {
  path: '/api/webhooks/contentful',
  method: 'POST',
};
