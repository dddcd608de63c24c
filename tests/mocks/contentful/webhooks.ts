import { createHmac } from 'node:crypto';
import type { Happening, Item } from './space-state.ts';

/** Where an owner has Contentful tell of changes. */
export interface Hook {
  readonly url: string;
  /** 64 characters. */
  readonly secret: string;
}

export interface Webhooks {
  send: (happening: Happening, item: Item) => void;
  /** Waits for what is under way; answers the statuses of all that was sent so far. */
  settled: () => Promise<readonly number[]>;
}

const topics: Readonly<Record<Happening, string>> = {
  publish: 'publish',
  unpublish: 'unpublish',
  archive: 'archive',
  unarchive: 'unarchive',
  delete: 'delete',
  save: 'auto_save',
};

const mostTries = 3;

/**
 * Tells of changes as Contentful does: signed, and again where nobody takes it.
 *
 * @see https://www.contentful.com/developers/docs/webhooks/request-verification/
 */
export function createWebhooks(hook: () => Hook | null, space: string): Webhooks {
  const statuses: number[] = [];
  const underWay = new Set<Promise<void>>();
  return {
    send: (happening, item) => {
      const to = hook();
      if (to === null) return;
      const message = messageOf(happening, item, space);
      const sending = deliver(to, message).then((status) => void statuses.push(status));
      underWay.add(sending);
      void sending.finally(() => underWay.delete(sending));
    },
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
      return statuses;
    },
  };
}

interface Message {
  readonly topic: string;
  readonly body: string;
}

function messageOf(happening: Happening, item: Item, space: string): Message {
  const topic = `ContentManagement.${item.sys.type}.${topics[happening]}`;
  const isGone = happening === 'unpublish' || happening === 'delete';
  const sys = {
    ...item.sys,
    // Of what is gone only that is told.
    type: isGone ? `Deleted${item.sys.type}` : item.sys.type,
    space: link('Space', space),
    environment: link('Environment', 'master'),
  };
  return { topic, body: JSON.stringify(isGone ? { sys } : { sys, fields: item.fields }) };
}

function link(linkType: string, id: string): object {
  return { sys: { type: 'Link', linkType, id } };
}

async function deliver(hook: Hook, message: Message): Promise<number> {
  let status = 0;
  for (let tries = 0; tries < mostTries; tries += 1) {
    status = await post(hook, message).catch(() => 0);
    if (status > 0 && status !== 429 && status < 500) return status;
  }
  return status;
}

async function post({ url, secret }: Hook, { topic, body }: Message): Promise<number> {
  const headers = sign({ url, secret, body, topic, at: Date.now() });
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers,
    signal: AbortSignal.timeout(30_000),
  });
  await answer.body?.cancel();
  return answer.status;
}

export interface Signing {
  readonly url: string;
  readonly secret: string;
  readonly body: string;
  readonly topic: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** The headers of a signed message. */
export function sign({ url, secret, body, topic, at }: Signing): Record<string, string> {
  const signed: Record<string, string> = {
    'content-type': 'application/vnd.contentful.management.v1+json',
    'x-contentful-topic': topic,
    'x-contentful-timestamp': String(at),
  };
  const names = [...Object.keys(signed), 'x-contentful-signed-headers'].toSorted();
  signed['x-contentful-signed-headers'] = names.join(',');
  const { pathname, search } = new URL(url);
  const lines = names.map((name) => `${name}:${signed[name]}`).join(';');
  const text = ['POST', pathname + search, lines, body].join('\n');
  const signature = createHmac('sha256', secret).update(text).digest('hex');
  return {
    ...signed,
    'x-contentful-signature': signature,
    'x-contentful-webhook-name': 'Broadsheet',
  };
}
