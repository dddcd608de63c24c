import { placeOf } from '#netlify/lib/accounts/account-site.ts';
import { findPerson } from '#netlify/lib/accounts/find-person.ts';
import { requireOwnBrowser } from '#netlify/lib/accounts/own-browser.ts';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { readFields } from '#netlify/lib/endpoint/fields.ts';
import { seeOther } from '#netlify/lib/endpoint/redirects.ts';
import { methodNotAllowed, Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { siteOf } from '#netlify/lib/newsletter/newsletter-site.ts';
import { answerNotFound } from '#netlify/lib/not-found.ts';
import type { Visit } from './answer-comments.ts';
import { isId } from './answer-sent.ts';
import { forgetCached } from './cached-comments.ts';
import type { CommentsSite } from './comments-site.ts';
import { judgeComment, listQueue } from './judge-comments.ts';
import { moderationPage, moderationPath } from './moderation-page.ts';
import { refusalPage } from './refusal-page.ts';

const mostBytes = 8 * 1024;

/**
 * `/account/moderation/`: what editors are to look at. Who is none is told what everybody is told about
 * addresses that do not exist.
 */
export function answerModeration(visit: Visit): Promise<Response> {
  const { request, context } = visit;
  const site = siteOf(request, context);
  const { method } = request;
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
    return Promise.resolve(methodNotAllowed('GET, HEAD, POST'));
  }
  return answerSafely({
    name: 'moderation',
    answer: async () => {
      const person = await findPerson(request);
      if (!person?.isEditor) return answerNotFound(site.origin);
      if (method === 'POST') return judge(visit, site);
      const said = new URL(request.url).searchParams.get('done');
      return moderationPage(site, await listQueue(openDatabase()), said);
    },
    refuse: (refusal) => refusalPage(site, { refusal, key: null }),
  });
}

async function judge({ request, context }: Visit, site: CommentsSite): Promise<Response> {
  requireOwnBrowser(request, (await placeOf(request, site)).address);
  const fields = await readFields(request, mostBytes);
  const verdict = (['shown', 'rejected'] as const).find((one) => one === fields.one('verdict'));
  const id = fields.one('id') ?? '';
  if (!verdict || !isId(id)) throw new Refusal(400, 'invalid_request', 'This decides on nothing.');
  const seen = fields.one('seen') ?? '';
  const articles = await judgeComment(openDatabase(), { id, verdict, seen });
  if (articles !== null) forgetCached(articles, context);
  return seeOther(`${moderationPath}?done=${articles === null ? 'changed' : verdict}`);
}
