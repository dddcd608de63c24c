import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context } from '@netlify/functions';
import { answerContentfulWebhook } from '#netlify/lib/contentful/answer-webhook.ts';
import type { NewsletterSite } from '#netlify/lib/newsletter/newsletter-site.ts';
import { measureRun, type Run } from './measure-run.ts';
import { since, type Counts, type Recorder } from './statements.ts';

/*
 * From a message of Contentful to the purge: each is signed, written down, and answered once what keeps
 * pages (a server on loopback) has been asked to forget.
 */

const secret = 'b'.repeat(64);
const runs = [
  { inFlight: 1, requests: 500 },
  { inFlight: 20, requests: 2000 },
] as const;

export interface ChangeResults {
  readonly runs: readonly Run[];
  /** Of one message. */
  readonly counts: Counts;
}

export async function measureChanges(
  site: NewsletterSite,
  recorder: Recorder,
): Promise<ChangeResults> {
  let purges = 0;
  const server = createServer((request, response) => {
    purges += 1;
    request.resume().on('end', () => response.writeHead(200).end());
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, {
    CONTENTFUL_SPACE_ID: 'space1',
    CONTENTFUL_WEBHOOK_SECRET: secret,
    BROADSHEET_PURGE_URL: `http://127.0.0.1:${port}/`,
  });
  let sent = 0;
  const send = async (): Promise<void> => {
    sent += 1;
    const before = purges;
    const request = makeMessage(`entry${sent}`);
    const answer = await answerContentfulWebhook({
      request,
      context: contextOf(site),
      now: new Date(),
    });
    if (answer.status !== 204) throw new Error(`Messages are answered with ${answer.status}.`);
    if (purges === before) throw new Error('Nothing was purged.');
  };
  try {
    await send();
    const before = recorder.counts();
    await send();
    const counts = since(before, recorder.counts());
    const measured: Run[] = [];
    for (const run of runs) measured.push(await measureRun(run, send));
    return { runs: measured, counts };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function link(id: string): object {
  return { sys: { id } };
}

function makeMessage(id: string): Request {
  const path = '/api/webhooks/contentful';
  const sys = { id, space: link('space1'), environment: link('master') };
  const body = JSON.stringify({ sys, fields: { body: { 'en-US': 'A sentence. '.repeat(1000) } } });
  const headers: Record<string, string> = {
    'x-contentful-signed-headers':
      'x-contentful-signed-headers,x-contentful-timestamp,x-contentful-topic',
    'x-contentful-timestamp': String(Date.now()),
    'x-contentful-topic': 'ContentManagement.Entry.publish',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}`);
  const text = ['POST', path, lines.join(';'), body].join('\n');
  headers['x-contentful-signature'] = createHmac('sha256', secret).update(text).digest('hex');
  return new Request(`https://paper.example${path}`, { method: 'POST', headers, body });
}

function contextOf({ origin }: NewsletterSite): Context {
  return {
    ip: '10.2.0.1',
    deploy: { context: 'dev', id: '0', published: false },
    site: { id: '0', name: 'bench', url: origin },
    // Who watches over what is to come is not started here.
    waitUntil: (started: Promise<unknown>) => void started.catch(() => undefined),
  } as unknown as Context;
}
