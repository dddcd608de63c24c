import { draftSubject, isPassGood } from '#src/shared/preview-pass.ts';
import { articlePath, parseArticlePath, scopeOfPath } from '#src/shared/paths.ts';
import { messageParts, type ArticleRequest, type MessageParts } from './answer-fresh.ts';
import { findDraft, type Draft } from './find-draft.ts';
import { readFreshSettings } from './site-files.ts';

/** What is to be shown to an editor, with what it is shown in; null for everybody else. */
export type DraftAnswer = { readonly draft: Draft; readonly parts: MessageParts } | null;

/** Answers the function that knows who is an editor: what it sends along is signed. */
export async function answerDraft(
  { origin, locale, slug = '', variables }: ArticleRequest,
  authorization: string | null,
): Promise<DraftAnswer> {
  const now = new Date();
  const article = articlePath(scopeOfPath(locale ?? null), slug);
  if (parseArticlePath(encodeURI(article)) === null) return null;
  const secret = variables['AUTH_SECRET']?.trim() ?? '';
  if (!(await isFromFunction({ secret, article, authorization, now }))) return null;
  const settings = await readFreshSettings(origin, locale ?? null);
  if (settings === null) return null;
  const asked = { origin, locale: locale ?? null, slug, variables, now };
  return { draft: await findDraft(asked, settings), parts: messageParts(settings) };
}

interface Call {
  readonly secret: string;
  readonly article: string;
  readonly authorization: string | null;
  readonly now: Date;
}

async function isFromFunction({ secret, article, authorization, now }: Call): Promise<boolean> {
  const [, until, signature] = /^Preview (\d{1,12})\.([\w-]{43})$/.exec(authorization ?? '') ?? [];
  if (secret === '' || until === undefined || signature === undefined) return false;
  const pass = { subject: draftSubject(article), until: Number(until), signature };
  return isPassGood(secret, pass, now);
}
