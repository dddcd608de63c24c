import type { Config } from '@netlify/functions';
import { answerMailWebhook } from '#netlify/lib/mail/answer-mail-webhook.ts';

/** Bounces and complaints, as the mail provider reports them. */
export default function mailWebhook(request: Request): Promise<Response> {
  return answerMailWebhook(request, new Date());
}

export const config: Config = {
  path: '/api/webhooks/mail',
  method: 'POST',
};
