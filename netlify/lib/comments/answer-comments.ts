import type { Context } from '@netlify/functions';
import { findPerson } from '#netlify/lib/accounts/find-person.ts';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { seeOther } from '#netlify/lib/endpoint/redirects.ts';
import { jsonOfRefusal } from '#netlify/lib/endpoint/refusal.ts';
import { wantsJson } from '#netlify/lib/endpoint/wants-json.ts';
import { siteOf } from '#netlify/lib/newsletter/newsletter-site.ts';
import type { CommentsAnswer } from '#src/shared/comments/comment-view.ts';
import {
  islandCommentWords,
  type IslandCommentWords,
} from '#src/shared/comments/comments-settings.ts';
import { cachedHeaders } from './cached-comments.ts';
import { viewOf } from './comment-row.ts';
import { accountPath, forOneReader, signInPath } from './comments-page.ts';
import { findArticle, type CommentedArticle } from './comments-site.ts';
import { listComments, type CommentList } from './list-comments.ts';
import { mistake } from './mistakes.ts';
import { publicPage } from './public-page.ts';
import { refusalPage } from './refusal-page.ts';

export interface Visit {
  readonly request: Request;
  readonly context: Context;
}

/**
 * `GET /api/comments?article=…`: what stands under an article, the same for everybody, so that the CDN
 * keeps it; for members alone, and kept by nobody, where the article is for members. A page for readers
 * without JavaScript; JSON for who asks for it.
 */
export function answerComments({ request, context }: Visit): Promise<Response> {
  const site = siteOf(request, context);
  const { searchParams } = new URL(request.url);
  const isForProgram = wantsJson(request);
  return answerSafely({
    name: 'comments',
    answer: async () => {
      const article = await findArticle(site, searchParams.get('article'));
      if (article.isForMembers && (await findPerson(request)) === null) {
        if (isForProgram) throw mistake(article, 'signed_out');
        return seeOther(signInPath(article));
      }
      const after = searchParams.get('after');
      const list = await listComments(openDatabase(), { article: article.key, after });
      const headers = article.isForMembers ? forOneReader : cachedHeaders(article.key);
      return isForProgram
        ? Response.json(toAnswer(article, list), { headers })
        : publicPage(site, article, { list, isFirst: after === null, headers });
    },
    refuse: async (refusal) =>
      isForProgram
        ? jsonOfRefusal(refusal)
        : refusalPage(site, { refusal, key: searchParams.get('article') }),
  });
}

function toAnswer(
  { key, settings }: CommentedArticle,
  { rows, count, next }: CommentList,
): CommentsAnswer {
  return {
    article: key,
    count: new Intl.NumberFormat(settings.formats).format(count),
    comments: rows.map((row) => viewOf(row, settings)),
    next,
    account: accountPath(settings),
    words: Object.fromEntries(
      islandCommentWords.map((word) => [word, settings.words[word]]),
      // Built from the very words that the type is made of.
    ) as IslandCommentWords,
  };
}
