import type { Config, Context } from '@netlify/functions';
import { answerMemberArticle } from '#netlify/lib/members/answer-member-article.ts';

/** A members' article, or a picture in it, for those who are signed in; its flat page for others. */
export default function memberArticle(request: Request, context: Context): Promise<Response> {
  return answerMemberArticle(request, context);
}

export const config: Config = {
  // `_redirects` leads here from the address of each article, where somebody may be signed in.
  path: [
    '/articles/:slug/members',
    '/articles/:slug/members/:file',
    '/:locale/articles/:slug/members',
    '/:locale/articles/:slug/members/:file',
  ],
  rateLimit: { windowLimit: 300, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
