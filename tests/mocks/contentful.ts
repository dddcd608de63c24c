import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/*
 * As much of Contentful's Delivery API as a build asks for: languages of a space and its sync, page by
 * page, from entries and assets that a test gives it; and what goes wrong with it.
 */

export interface Item {
  readonly sys: { readonly id: string; readonly type: string };
}

/** What goes wrong from now on. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'garbage' | 'half' | 'silence' };

export interface ContentfulServer {
  readonly url: string;
  /** Published from now on, or published anew. */
  publish: (...items: readonly Item[]) => void;
  unpublish: (id: string) => void;
  /** No token that was handed out is known any more. */
  expireTokens: () => void;
  fault: (fault: Fault | null) => void;
  /** Paths that were asked for, with their queries. */
  readonly requests: readonly string[];
  close: () => Promise<void>;
}

export const space = 'spaceid1';
export const token = 'delivery-token';

interface Change {
  readonly id: string;
  readonly item: Item | null;
}

export async function startContentful(
  locales: readonly object[],
  { pageSize = 2 }: { readonly pageSize?: number } = {},
): Promise<ContentfulServer> {
  let changes: Change[] = [];
  let epoch = 1;
  let fault: Fault | null = null;
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://contentful.invalid');
    requests.push(url.pathname + url.search);
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (fault?.kind === 'silence') return;
    if (fault?.kind === 'status')
      return send(fault.status, { sys: { type: 'Error', id: 'Fault' } });
    if (fault?.kind === 'garbage') return void response.end('<html>Sorry</html>');
    if (fault?.kind === 'half') {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{"items": [');
      setTimeout(() => response.destroy(), 5);
      return;
    }
    if (request.headers.authorization !== `Bearer ${token}`) {
      return send(401, { sys: { type: 'Error', id: 'AccessTokenInvalid' } });
    }
    const root = `/spaces/${space}/environments/master`;
    if (url.pathname === `${root}/locales`)
      return send(200, { sys: { type: 'Array' }, items: locales });
    if (url.pathname !== `${root}/sync`) {
      return send(404, { sys: { type: 'Error', id: 'NotFound' } });
    }
    const asked = url.searchParams.get('sync_token');
    const [of = epoch, from = 0, to = changes.length] = asked ? asked.split('-').map(Number) : [];
    if (asked && of !== epoch) {
      return send(400, { sys: { type: 'Error', id: 'BadRequest' }, message: 'Invalid sync token' });
    }
    const isInitial = url.searchParams.has('initial');
    const end = Math.min(from + pageSize, to);
    const items = changes
      .slice(from, end)
      .flatMap(({ id, item }) => item ?? deleted(id, isInitial));
    const next = (name: string, at: string): object => ({
      [name]: `http://contentful.invalid${root}/sync?sync_token=${at}`,
    });
    const more =
      end < to
        ? next('nextPageUrl', `${epoch}-${end}-${to}`)
        : next('nextSyncUrl', `${epoch}-${to}`);
    send(200, { sys: { type: 'Array' }, items, ...more });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    publish: (...items) => {
      changes.push(...items.map((item) => ({ id: item.sys.id, item })));
    },
    unpublish: (id) => {
      changes.push({ id, item: null });
    },
    expireTokens: () => {
      epoch += 1;
      changes = latestOf(changes);
    },
    fault: (next) => {
      fault = next;
    },
    requests,
    close: async () => {
      server.closeAllConnections();
      const { promise: closed, resolve: done } = Promise.withResolvers<void>();
      server.close(() => done());
      await closed;
    },
  };
}

function latestOf(changes: readonly Change[]): Change[] {
  return [...new Map(changes.map((change) => [change.id, change])).values()].filter(
    ({ item }) => item !== null,
  );
}

function deleted(id: string, isInitial: boolean): object[] {
  return isInitial ? [] : [{ sys: { id, type: 'DeletedEntry' } }];
}
