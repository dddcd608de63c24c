import type { Config, Context } from '@netlify/functions';
import { answerAccount } from '#netlify/lib/accounts/answer-account.ts';
import { sendAfterwards } from '#netlify/lib/accounts/send-afterwards.ts';

/** Signing in, and somebody's account. */
export default function account(request: Request, context: Context): Promise<Response> {
  return answerAccount({ request, context, sender: sendAfterwards(context) });
}

export const config: Config = {
  path: ['/account', '/account/*', '/:locale/account', '/:locale/account/*'],
  // Other functions' pages, files, and articles and topics that are called so.
  excludedPath: [
    '/account/moderation',
    '/account/comments/*',
    '/:locale/account/comments/*',
    '/account/served.*',
    '/:locale/account/served.*',
    '/articles/account/*',
    '/topics/account/*',
    '/authors/account/*',
    '/series/account/*',
  ],
  preferStatic: true,
  rateLimit: { windowLimit: 60, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
