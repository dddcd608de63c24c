import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hangUp, listenHere } from '#tests/mocks/loopback.ts';

/*
 * As much of the Management API as Contentful's migrations and `npm run contentful` ask for: content
 * types, how their fields are written, versions. Over https, since the library speaks nothing else.
 */

export interface ContentType {
  readonly sys: {
    readonly id: string;
    readonly version: number;
    readonly publishedVersion?: number;
  };
  readonly name: string;
  readonly displayField?: string;
  readonly fields: readonly Readonly<Record<string, unknown>>[];
}

export interface ManagementServer {
  /** `localhost:<port>`. */
  readonly host: string;
  /** A file with the certificate that clients have to trust. */
  readonly certificate: string;
  readonly types: Map<string, ContentType>;
  readonly editors: Map<string, object>;
  /** `METHOD path` of all that was asked. */
  readonly requests: string[];
  /** Statuses of the next answers, before it answers as it should. */
  failNext: (...statuses: number[]) => void;
  close: () => Promise<void>;
}

export const managementToken = 'management-token';
export const managedSpace = 'space1';

export async function startManagement(): Promise<ManagementServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'broadsheet-management-'));
  const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  makeCertificate(key, certificate);
  const types = new Map<string, ContentType>();
  const editors = new Map<string, object>();
  const requests: string[] = [];
  let failures: number[] = [];
  const options = { key: await readFile(key), cert: await readFile(certificate) };
  const server = createServer(options, (request, response) => {
    const give = async (): Promise<void> => {
      const body = await readJson(request);
      const { pathname } = new URL(request.url ?? '/', 'https://management.invalid');
      requests.push(`${request.method} ${pathname}`);
      const failure = failures.shift();
      const call = { method: request.method ?? 'GET', pathname, body, headers: request.headers };
      const { status, answer } = failure
        ? { status: failure, answer: errorOf('Fault') }
        : answerCall(call, { types, editors });
      response.writeHead(status, {
        'Content-Type': 'application/vnd.contentful.management.v1+json',
        'X-Contentful-RateLimit-Reset': '1',
      });
      response.end(JSON.stringify(answer));
    };
    give().catch(() => response.destroy());
  });
  const port = await listenHere(server);
  return {
    host: `localhost:${port}`,
    certificate,
    types,
    editors,
    requests,
    failNext: (...statuses) => {
      failures = statuses;
    },
    close: async () => {
      await hangUp(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function hasOpenssl(): boolean {
  return spawnSync('openssl', ['version']).status === 0;
}

/** Finds the program, or installs Debian's where we may. */
function requireOpenssl(): string {
  if (!hasOpenssl() && process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'openssl'], { env });
  }
  if (!hasOpenssl()) throw new Error('These tests need openssl.');
  return 'openssl';
}

function makeCertificate(key: string, certificate: string): void {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const files = ['-keyout', key, '-out', certificate, '-days', '1'];
  const args = ['req', '-x509', ...curve, ...files, ...subject];
  const made = spawnSync(requireOpenssl(), args);
  if (made.status !== 0) throw new Error(`openssl failed: ${String(made.stderr)}`);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const text = Buffer.concat(parts).toString('utf8');
  return text === '' ? null : JSON.parse(text);
}

interface Call {
  readonly method: string;
  readonly pathname: string;
  readonly body: unknown;
  readonly headers: IncomingMessage['headers'];
}

interface State {
  readonly types: Map<string, ContentType>;
  readonly editors: Map<string, object>;
}

interface Answer {
  readonly status: number;
  readonly answer: object;
}

function answerCall(call: Call, state: State): Answer {
  if (call.headers.authorization !== `Bearer ${managementToken}`) {
    return { status: 401, answer: errorOf('AccessTokenInvalid') };
  }
  const [, rest] = call.pathname.split(`/spaces/${managedSpace}/environments/master`);
  if (rest === undefined) return { status: 404, answer: errorOf('NotFound') };
  const [, collection = '', id, part] = rest.split('/');
  if (collection !== 'content_types') return { status: 200, answer: listOf([]) };
  if (!id) return { status: 200, answer: listOf([...state.types.values()]) };
  if (part === 'editor_interface')
    return answerEditor(call, { id, editors: state.editors, types: state.types });
  return answerType(call, { id, part, types: state.types });
}

function answerType(
  { method, body, headers }: Call,
  { id, part, types }: { id: string; part: string | undefined; types: State['types'] },
): Answer {
  const known = types.get(id);
  if (method === 'GET') {
    return known ? { status: 200, answer: known } : { status: 404, answer: errorOf('NotFound') };
  }
  const version = known?.sys.version ?? 0;
  if (known && Number(headers['x-contentful-version']) !== version) {
    return { status: 409, answer: errorOf('VersionMismatch') };
  }
  const sys = { type: 'ContentType', id, version: version + 1 };
  const next =
    part === 'published' && known
      ? { ...known, sys: { ...sys, publishedVersion: version } }
      : { ...(body as ContentType), sys };
  types.set(id, next);
  return { status: 200, answer: next };
}

function answerEditor(
  { method, body }: Call,
  { id, editors, types }: { id: string; editors: State['editors']; types: State['types'] },
): Answer {
  if (method === 'PUT') editors.set(id, body as object);
  const fields = types.get(id)?.fields ?? [];
  const controls = fields.map((field) => ({ fieldId: field['id'], widgetNamespace: 'builtin' }));
  const sys = {
    type: 'EditorInterface',
    id: 'default',
    version: 1,
    contentType: { sys: { type: 'Link', linkType: 'ContentType', id } },
  };
  return { status: 200, answer: { controls, ...editors.get(id), sys } };
}

function errorOf(id: string): object {
  return { sys: { type: 'Error', id }, message: id, requestId: 'request' };
}

function listOf(items: readonly object[]): object {
  return { sys: { type: 'Array' }, total: items.length, skip: 0, limit: 1000, items };
}
