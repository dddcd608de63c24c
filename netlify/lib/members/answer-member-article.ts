import { setTimeout as wait } from 'node:timers/promises';
import type { Context } from '@netlify/functions';
import { findPerson } from '#netlify/lib/accounts/find-person.ts';
import { isUnreachable } from '#netlify/lib/database/open-database.ts';
import { methodNotAllowed } from '#netlify/lib/endpoint/refusal.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { SettingError } from '#netlify/lib/env.ts';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { answerNotFound } from '#netlify/lib/not-found.ts';
import { originOf } from '#netlify/lib/origin.ts';
import { readFlatPage, uncover, type FlatPage } from './flat-page.ts';
import {
  isMemberArticle,
  memberFileAt,
  pageName,
  readMemberFile,
  type MemberFile,
} from './member-files.ts';
import { pictureType } from './picture-type.ts';

/** Kept by nobody: not by the CDN, not by browsers for their back button, not by search engines. */
const forOneReader = {
  'Cache-Control': 'private, no-store',
  'Netlify-CDN-Cache-Control': 'no-store',
  Vary: 'Cookie',
  'X-Robots-Tag': 'noindex',
} as const;

/**
 * Answers for a members' article, at its own address and at the one for members: the text, or a
 * picture in it, for those who are signed in; the flat page with the invitation for others, which is
 * never a redirect, so that no two addresses can send a reader back and forth.
 */
export async function answerMemberArticle(request: Request, context: Context): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return methodNotAllowed('GET, HEAD');
  const answer = await answerSafely({
    name: 'member-article',
    answer: () => answerWith(request, originOf(request, context)),
  });
  for (const [name, value] of Object.entries(forOneReader)) answer.headers.set(name, value);
  // Whatever the answer would hold: HEAD asks for what stands above it.
  return request.method === 'HEAD' ? new Response(null, answer) : answer;
}

async function answerWith(request: Request, origin: string): Promise<Response> {
  const asked = memberFileAt(new URL(request.url).pathname);
  if (asked === null || !(await isMemberArticle(asked.article))) return answerNotFound(origin);
  if (asked.name !== pageName) return answerPicture(asked, await whoIs(request), origin);
  const [visitor, flat] = await Promise.all([whoIs(request), readFlatPage(origin, asked.article)]);
  return answerPage(asked, visitor, flat);
}

type Visitor = 'member' | 'stranger' | 'unavailable';

/** A database that slept is awake by then; whoever waits longer for a page goes away. */
const patienceInMilliseconds = 5000;

async function whoIs(request: Request): Promise<Visitor> {
  try {
    return await Promise.race([knowWho(request), giveUp()]);
  } catch (error) {
    if (!isUnreachable(error) && !(error instanceof SettingError)) throw error;
    logFailure('member-article: nobody can be known', error);
    return 'unavailable';
  }
}

async function knowWho(request: Request): Promise<Visitor> {
  return (await findPerson(request)) === null ? 'stranger' : 'member';
}

async function giveUp(): Promise<Visitor> {
  await wait(patienceInMilliseconds, null, { ref: false });
  return 'unavailable';
}

async function answerPage(
  asked: MemberFile,
  visitor: Visitor,
  { html, headers }: FlatPage,
): Promise<Response> {
  if (visitor !== 'member') {
    const isDown = visitor === 'unavailable';
    if (isDown) headers.set('Retry-After', '120');
    return new Response(uncover(html, visitor), { status: isDown ? 503 : 200, headers });
  }
  const page = await readMemberFile(asked);
  if (page === null) throw new Error(`${asked.article} has no page for members.`);
  return new Response(page, { headers });
}

/** A picture tells strangers nothing, not even whether it is there. */
async function answerPicture(
  asked: MemberFile,
  visitor: Visitor,
  origin: string,
): Promise<Response> {
  if (visitor === 'unavailable') return new Response(null, { status: 503 });
  const picture = visitor === 'member' ? await readMemberFile(asked) : null;
  if (picture === null) return answerNotFound(origin);
  return new Response(picture, { headers: { 'Content-Type': pictureType(asked.name) } });
}
