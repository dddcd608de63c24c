import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { hangUp, listenHere } from '#tests/mocks/loopback.ts';
import { answerDesk } from './desk.ts';
import { createFaults, type Fault } from './faults.ts';
import { answerImage } from './images.ts';
import { inLocale } from './languages.ts';
import { answerList, type Kind } from './queries.ts';
import { QueryError } from './query-error.ts';
import { createSpaceState, type Locale, type SpaceState } from './space-state.ts';
import { createSync, type Sync } from './sync.ts';
import { createWebhooks, type Hook } from './webhooks.ts';

/*
 * Stands in for Contentful on loopback: its Delivery, Preview, sync and Images API over HTTP, its webhooks,
 * and what goes wrong with all of it. Tests use it, and `npm start -- --contentful`.
 */

export type { Fault } from './faults.ts';
export type { Item, Locale } from './space-state.ts';

export const space = 'spaceid1';
export const token = 'delivery-token';
export const previewToken = 'preview-token';

export interface ContentfulOptions {
  /** The space's id; `spaceid1` unless told. */
  readonly id?: string;
  /** How much a page of a sync holds. */
  readonly pageSize?: number;
  /** How many requests are answered in a second; the others are told to wait. None are counted unless told. */
  readonly perSecond?: number;
  readonly contentTypes?: readonly object[];
  readonly port?: number;
}

type Acts = Pick<
  SpaceState,
  | 'publish'
  | 'publishDraft'
  | 'saveDraft'
  | 'unpublish'
  | 'archive'
  | 'unarchive'
  | 'remove'
  | 'fill'
>;

export interface ContentfulServer extends Acts {
  readonly url: string;
  readonly state: SpaceState;
  /** No token that was handed out is known any more. */
  expireTokens: () => void;
  fault: (fault: Fault | null) => void;
  /** Tells of changes from now on. */
  tell: (hook: Hook | null) => void;
  /** Waits for what is being told; answers the statuses of all that was. */
  told: () => Promise<readonly number[]>;
  /** Paths that were asked for, with their queries. */
  readonly requests: readonly string[];
  close: () => Promise<void>;
}

export async function startContentful(
  locales: readonly Locale[],
  {
    id = space,
    pageSize = 2,
    perSecond = Infinity,
    contentTypes = [],
    port = 0,
  }: ContentfulOptions = {},
): Promise<ContentfulServer> {
  let hook: Hook | null = null;
  const webhooks = createWebhooks(() => hook, id);
  const state = createSpaceState(locales, (happening, item) => webhooks.send(happening, item));
  const sync = createSync(state, pageSize);
  const faults = createFaults();
  const requests: string[] = [];
  const parts: Parts = {
    state,
    sync,
    root: `/spaces/${id}/environments/master`,
    contentTypes,
    pace: createPace(perSecond),
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://contentful.invalid');
    requests.push(url.pathname + url.search);
    answer({ request, response, url }, parts, (path) => faults.spoil(path, response)).catch(
      (error: unknown) => {
        console.error('What stands in for Contentful:', error);
        response.destroy();
      },
    );
  });
  const listening = await listenHere(server, port);
  return {
    url: `http://127.0.0.1:${listening}`,
    state,
    publish: state.publish,
    publishDraft: state.publishDraft,
    saveDraft: state.saveDraft,
    unpublish: state.unpublish,
    archive: state.archive,
    unarchive: state.unarchive,
    remove: state.remove,
    fill: state.fill,
    expireTokens: sync.expire,
    fault: faults.set,
    tell: (next) => {
      hook = next;
    },
    told: webhooks.settled,
    requests,
    close: async () => {
      hook = null;
      await hangUp(server);
      await webhooks.settled();
    },
  };
}

interface Parts {
  readonly state: SpaceState;
  readonly sync: Sync;
  /** What paths of the space begin with. */
  readonly root: string;
  readonly contentTypes: readonly object[];
  readonly pace: () => boolean;
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

async function answer(
  call: Call,
  parts: Parts,
  spoil: (path: string) => Promise<boolean>,
): Promise<void> {
  const { url, response } = call;
  // The desk is not Contentful's: it works when Contentful does not.
  if (url.pathname === '/' || url.pathname.startsWith('/desk/'))
    return answerDesk(call, parts.state);
  if (await spoil(url.pathname)) return;
  if (!url.pathname.startsWith('/spaces/')) return answerImage(url, parts.state.drafts, response);
  try {
    sendJson(response, 200, answerApi(call, parts));
  } catch (error) {
    if (!(error instanceof QueryError)) throw error;
    const { status, id, message } = error;
    if (status === 429) response.setHeader('X-Contentful-RateLimit-Reset', '1');
    sendJson(response, status, { sys: { type: 'Error', id }, message });
  }
}

function answerApi(
  { request, url }: Call,
  { state, sync, root, contentTypes, pace }: Parts,
): object {
  if (!pace()) throw new QueryError(429, 'RateLimitExceeded', 'You have exceeded the rate limit.');
  const query = url.searchParams;
  const given = request.headers.authorization ?? `Bearer ${query.get('access_token') ?? ''}`;
  const isPreview = given === `Bearer ${previewToken}`;
  if (!isPreview && given !== `Bearer ${token}`) {
    throw new QueryError(
      401,
      'AccessTokenInvalid',
      'The access token you sent could not be found or is invalid.',
    );
  }
  const [, rest] = url.pathname.split(root);
  const [, first = '', id, ...more] = rest?.split('/') ?? [];
  const items = isPreview ? state.drafts : state.published;
  if (more.length > 0 || !url.pathname.startsWith(root)) throw notFound();
  if (first === 'locales' && !id) return listOfAll(state.locales);
  if (first === 'content_types' && !id) return listOfAll(contentTypes);
  if (first === 'sync' && !id) return sync.answer(query, `http://contentful.invalid${root}`);
  const kind = ({ entries: 'Entry', assets: 'Asset' } as const satisfies Record<string, Kind>)[
    first as 'entries'
  ];
  if (!kind) throw notFound();
  if (!id) return answerList({ state, items, kind, query });
  const item = items.get(id);
  if (item?.sys.type !== kind) throw notFound();
  return inLocale(item, { query, state });
}

function notFound(): QueryError {
  return new QueryError(404, 'NotFound', 'The resource could not be found.');
}

function listOfAll(items: readonly object[]): object {
  return { sys: { type: 'Array' }, total: items.length, skip: 0, limit: 1000, items };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'Content-Type': 'application/vnd.contentful.delivery.v1+json',
    'X-Contentful-Request-Id': randomUUID(),
  });
  response.end(JSON.stringify(body));
}

/** Whether one more request may be answered in this second. */
function createPace(perSecond: number): () => boolean {
  let second = 0;
  let answered = 0;
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) [second, answered] = [now, 0];
    answered += 1;
    return answered <= perSecond;
  };
}
