import type { Cdn } from './cdn/cdn.ts';
import type { Functions } from './functions/functions.ts';
import { redirectReply, type Reply } from './reply.ts';
import type { RedirectMatch, RedirectRules } from './redirect-rules.ts';
import type { Inbox } from './inbox/inbox.ts';
import { proxy } from './proxy.ts';
import { onThisSite, readRequestTarget, type RequestTarget } from './request-target.ts';
import type { Site } from './site.ts';
import type { Visit } from './visit.ts';

export interface HandlerParts {
  readonly site: Site;
  readonly redirects: RedirectRules;
  readonly functions: Functions;
  /** Null where mails go to somebody else. */
  readonly inbox: Inbox | null;
  /** Null where nothing is kept. */
  readonly cdn: Pick<Cdn, 'answer'> | null;
}

/**
 * The inbox, which Netlify has not; then the order in which Netlify asks: functions by their paths, redirects that are forced, files,
 * other redirects, Astro's on-demand routes, the 404 page.
 */
export function createHandler(parts: HandlerParts): (visit: Visit) => Promise<Reply> {
  return async (visit) =>
    (await parts.cdn?.answer(visit)) ??
    (await parts.inbox?.answer(visit)) ??
    (await answerFromFunction(parts, visit)) ??
    (await answerFromSite(parts, visit)) ??
    (await parts.functions.answerOnDemand(visit)) ??
    (await parts.site.notFound(visit.request, visit.target.url.pathname));
}

async function answerFromFunction(parts: HandlerParts, visit: Visit): Promise<Reply | null> {
  const match = parts.functions.match(visit.target.url, visit.request.method);
  if (match === null) return null;
  const preferred = match.prefersStatic
    ? await parts.site.answer(visit.request, visit.target)
    : null;
  return preferred ?? parts.functions.call(match, visit);
}

async function answerFromSite(parts: HandlerParts, visit: Visit): Promise<Reply | null> {
  const match = await parts.redirects.match(visit.request);
  const follow = async (): Promise<Reply | null> =>
    match === null ? null : followRedirect(parts, visit, match);
  if (match?.isForced === true) return follow();
  return (await parts.site.answer(visit.request, visit.target)) ?? follow();
}

async function followRedirect(
  parts: HandlerParts,
  visit: Visit,
  match: RedirectMatch,
): Promise<Reply | null> {
  const { target, status } = match;
  if (status >= 300 && status < 400) return redirectReply(status, locationOf(match));
  if (match.isElsewhere) return proxy(visit.request, match);
  const rewritten = readRequestTarget(`${target.pathname}${target.search}`, target.origin);
  if (rewritten === null) return null;
  return answerRewritten(parts, visit, { target: rewritten, status });
}

async function answerRewritten(
  parts: HandlerParts,
  visit: Visit,
  rewrite: { target: RequestTarget; status: number },
): Promise<Reply | null> {
  const { target, status } = rewrite;
  const match = parts.functions.match(target.url, visit.request.method);
  if (match !== null) return parts.functions.call(match, visit);
  const reply =
    (await parts.site.answer(visit.request, target, status)) ??
    (await onDemand(parts, visit, target));
  if (reply !== null) return reply;
  return status === 404 ? parts.site.notFound(visit.request, visit.target.url.pathname) : null;
}

/** Functions are told the address that was asked for, and not where a rule leads. */
async function onDemand(
  { functions }: HandlerParts,
  visit: Visit,
  { url }: RequestTarget,
): Promise<Reply | null> {
  return url.pathname.startsWith('/.netlify/') ? null : functions.answerOnDemand(visit);
}

function locationOf({ target, isElsewhere }: RedirectMatch): string {
  if (isElsewhere) return target.href;
  return onThisSite(`${target.pathname}${target.search}${target.hash}`);
}
