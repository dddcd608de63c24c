import type { Config } from '@netlify/functions';
import { secured } from '#netlify/lib/endpoint/secure-headers.ts';
import { answerStamp } from '#netlify/lib/newsletter/stamp.ts';

/**
 * When a form for the newsletter was opened, signed. Apart from the form's own function, so that
 * reading many pages leaves nobody without a turn to subscribe.
 */
export default function subscribeStamp(): Response {
  return secured(answerStamp());
}

export const config: Config = { path: '/api/subscribe', method: 'GET' };
