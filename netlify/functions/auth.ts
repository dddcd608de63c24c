import type { Config, Context } from '@netlify/functions';
import { answerAuth } from '#netlify/lib/accounts/answer-auth.ts';

/** What scripts ask of accounts: passkeys, and whether somebody is signed in. */
export default function auth(request: Request, context: Context): Promise<Response> {
  return answerAuth({ request, context });
}

export const config: Config = {
  path: '/api/auth/*',
  rateLimit: { windowLimit: 60, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
