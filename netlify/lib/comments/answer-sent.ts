import { findPerson, type Person } from '#netlify/lib/accounts/find-person.ts';
import { placeOf } from '#netlify/lib/accounts/account-site.ts';
import { requireOwnBrowser } from '#netlify/lib/accounts/own-browser.ts';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { readFields, type Fields } from '#netlify/lib/endpoint/fields.ts';
import { seeOther } from '#netlify/lib/endpoint/redirects.ts';
import { jsonOfRefusal } from '#netlify/lib/endpoint/refusal.ts';
import { wantsJson } from '#netlify/lib/endpoint/wants-json.ts';
import { siteOf } from '#netlify/lib/newsletter/newsletter-site.ts';
import { cleanText, isTooLong, isTooLongToClean } from '#src/shared/comments/clean-text.ts';
import type { SentAnswer } from '#src/shared/comments/comment-view.ts';
import type { Visit } from './answer-comments.ts';
import { forgetCached } from './cached-comments.ts';
import { deleteComment, editComment, reportComment } from './change-comment.ts';
import { countComment } from './comment-limits.ts';
import { ownViewOf } from './comment-row.ts';
import { forOneReader, ownCommentsPath } from './comments-page.ts';
import { findArticle, type CommentedArticle } from './comments-site.ts';
import { formAgain } from './form-again.ts';
import { refusalPage } from './refusal-page.ts';
import { inWords, mistake } from './mistakes.ts';
import { writeComment } from './write-comment.ts';

/** Four thousand characters, each sent as up to twelve, and what else is in the form. */
const mostBytes = 64 * 1024;

/**
 * `POST /api/comments`: writes (`do=write`, `body`, `parent` for a reply), changes (`edit`, `id`),
 * deletes (`delete`, `id`) or reports (`report`, `id`) a comment on `article`.
 */
export function answerSent({ request, context }: Visit): Promise<Response> {
  const site = siteOf(request, context);
  const isForProgram = wantsJson(request);
  let fields: Fields | null = null;
  let article: CommentedArticle | null = null;
  return answerSafely({
    name: 'comments sent',
    answer: async () => {
      requireOwnBrowser(request, (await placeOf(request, site)).address);
      fields = await readFields(request, mostBytes);
      article = await findArticle(site, fields.one('article'));
      const sent = await act({ request, context }, article, fields);
      if (sent.status !== 'waiting' && sent.status !== 'reported') {
        forgetCached([article.key], context);
      }
      return isForProgram
        ? Response.json(sent, {
            status: sent.status === 'shown' ? 201 : 200,
            headers: forOneReader,
          })
        : seeOther(ownCommentsPath(article, sent.status));
    },
    refuse: async (refusal) => {
      if (isForProgram) return jsonOfRefusal(article ? inWords(article, refusal) : refusal);
      const key = fields?.all('article')[0] ?? null;
      return fields && article
        ? formAgain(site, article, { refusal, fields })
        : refusalPage(site, { refusal, key });
    },
  });
}

async function act(
  { request, context }: Visit,
  article: CommentedArticle,
  fields: Fields,
): Promise<SentAnswer> {
  // Nobody fills in a field that nobody sees. Who does is told what everybody is.
  if (fields.one('website')) return { status: 'waiting', comment: null };
  const person = await findPerson(request);
  if (person === null) throw mistake(article, 'signed_out');
  const personId = person.id;
  const count = (act: 'write' | 'change' | 'report'): Promise<void> =>
    countComment({ personId, ip: context.ip, act, words: article.settings.words });
  switch (fields.one('do') ?? 'write') {
    case 'write': {
      const body = bodyIn(fields, article);
      if (person.name.trim() === '') throw mistake(article, 'missing_name');
      await count('write');
      return write({ article, person, body, parentId: fields.one('parent') });
    }
    case 'edit': {
      const body = bodyIn(fields, article);
      await count('change');
      const edited = await editComment(openDatabase(), wanted(article, fields, personId), body);
      if (edited.kind !== 'edited') throw mistake(article, edited.kind);
      const comment = ownViewOf(edited.comment, article.settings);
      return { status: comment.state === 'shown' ? 'edited' : 'waiting', comment };
    }
    case 'delete':
      await count('change');
      if (await deleteComment(openDatabase(), wanted(article, fields, personId))) {
        return { status: 'deleted', comment: null };
      }
      throw mistake(article, 'unknown_comment');
    case 'report':
      await count('report');
      if (await reportComment(openDatabase(), wanted(article, fields, personId))) {
        return { status: 'reported', comment: null };
      }
      throw mistake(article, 'unknown_comment');
    default:
      throw mistake(article, 'invalid_request');
  }
}

interface Writing {
  readonly article: CommentedArticle;
  readonly person: Person;
  readonly body: string;
  readonly parentId: string | null;
}

async function write({ article, person, body, parentId: parent }: Writing): Promise<SentAnswer> {
  const parentId = parent === '' ? null : parent;
  if (parentId !== null && !isId(parentId)) throw mistake(article, 'unknown_parent');
  const { key, settings } = article;
  const written = await writeComment(openDatabase(), {
    article: key,
    parentId,
    author: person,
    body,
  });
  if (written.kind !== 'written') throw mistake(article, written.kind);
  const comment = ownViewOf(written.comment, settings);
  return { status: comment.state === 'shown' ? 'shown' : 'waiting', comment };
}

function bodyIn(fields: Fields, article: CommentedArticle): string {
  const written = fields.one('body') ?? '';
  if (isTooLongToClean(written)) throw mistake(article, 'too_long');
  const body = cleanText(written);
  if (body === '') throw mistake(article, 'missing_body');
  if (isTooLong(body)) throw mistake(article, 'too_long');
  return body;
}

function wanted(
  article: CommentedArticle,
  fields: Fields,
  personId: string,
): { article: string; id: string; personId: string } {
  const id = fields.one('id') ?? '';
  if (!isId(id)) throw mistake(article, 'unknown_comment');
  return { article: article.key, id, personId };
}

/** A UUID, as the database writes them. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(text);
}
