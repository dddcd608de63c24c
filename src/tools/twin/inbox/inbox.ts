import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Functions } from '#src/tools/twin/functions/functions.ts';
import { plainReply, redirectReply, type Reply } from '#src/tools/twin/reply.ts';
import type { Visit } from '#src/tools/twin/visit.ts';
import { listPage, mailPage, type Ran } from './inbox-pages.ts';
import { frameContentSecurityPolicy, htmlForFrame } from './mail-html.ts';
import { listMails, readMail, readSource } from './stored-mails.ts';
import { isFromOwnPage, isFromThisMachine } from './visitors.ts';

/*
 * `/__inbox/` of the local twin: the mails that functions wrote to a folder, and a button for each
 * function that Netlify's clock would call. It is no part of the site and is deployed nowhere.
 */

export interface InboxOptions {
  readonly folder: string;
  readonly functions: Pick<Functions, 'scheduled' | 'runScheduled'>;
}

export interface Inbox {
  /** Null for addresses that are not its own. */
  answer: (visit: Visit) => Promise<Reply | null>;
}

export function createInbox(options: InboxOptions): Inbox {
  return {
    answer: async (visit) => {
      const [first, ...rest] = visit.target.segments ?? [];
      if (first !== '__inbox') return null;
      if (!isFromThisMachine(visit)) {
        return plainReply(
          403,
          'These mails are read on the machine that they are on, at localhost.',
        );
      }
      const [name = '', part = ''] = rest;
      if (rest.length > 2) return notFound();
      if (name === 'run') return run(options, visit, part);
      const { method } = visit.request;
      if (method !== 'GET' && method !== 'HEAD') {
        return plainReply(405, 'This address is for reading only.', { allow: 'GET, HEAD' });
      }
      if (name === 'style.css' && part === '') return styles();
      if (part === '' && !visit.target.endsWithSlash) return withSlash(visit);
      return name === '' ? list(options, visit) : show(options, name, part);
    },
  };
}

async function list({ folder, functions }: InboxOptions, visit: Visit): Promise<Reply> {
  const { searchParams } = visit.target.url;
  const wanted = Number(searchParams.get('page'));
  const page = await listMails(folder, Number.isSafeInteger(wanted) ? wanted : 1);
  const { scheduled } = functions;
  return pageReply(listPage({ page, scheduled, ran: readRan(searchParams, scheduled) }));
}

/** What an address says of a function that ran, if there is such a function. */
function readRan(parameters: URLSearchParams, scheduled: Functions['scheduled']): Ran | null {
  const found = scheduled.find(({ name }) => name === parameters.get('ran'));
  const status = parameters.get('status') ?? '';
  if (found === undefined || !/^[1-5]\d{2}$/.test(status)) return null;
  return { name: found.name, status: Number(status) };
}

async function show({ folder }: InboxOptions, name: string, part: string): Promise<Reply> {
  switch (part) {
    case '': {
      const mail = await readMail(folder, name);
      return mail === null ? notFound() : pageReply(mailPage(mail));
    }
    case 'html': {
      const mail = await readMail(folder, name);
      return mail === null || mail.html === null ? notFound() : frameReply(mail.html);
    }
    case 'raw': {
      const source = await readSource(folder, name);
      return source === null ? notFound() : rawReply(name, source);
    }
    default:
      return notFound();
  }
}

async function run({ functions }: InboxOptions, visit: Visit, name: string): Promise<Reply> {
  if (visit.request.method !== 'POST') {
    return plainReply(405, 'Press the button.', { allow: 'POST' });
  }
  if (!isFromOwnPage(visit)) return plainReply(403, 'The button is on /__inbox/.');
  const reply = await functions.runScheduled(name, visit.ownOrigin);
  if (reply === null) return notFound();
  if (reply.body instanceof ReadableStream) await reply.body.cancel();
  const ran = new URLSearchParams({ ran: name, status: String(reply.status) });
  return redirectReply(303, `/__inbox/?${ran}`);
}

const styleFiles = [
  join(import.meta.dirname, '..', '..', '..', 'styles', 'tokens.css'),
  join(import.meta.dirname, 'inbox.css'),
];

async function styles(): Promise<Reply> {
  const texts = await Promise.all(styleFiles.map(async (file) => readFile(file, 'utf8')));
  return reply(texts.join('\n'), { 'content-type': 'text/css; charset=utf-8' });
}

const pageContentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

function pageReply(text: string): Reply {
  return reply(text, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': pageContentSecurityPolicy,
  });
}

function frameReply(text: string): Reply {
  return reply(htmlForFrame(text), {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': frameContentSecurityPolicy,
  });
}

function rawReply(name: string, source: Uint8Array): Reply {
  return reply(source, {
    'content-type': 'message/rfc822',
    'content-disposition': `attachment; filename="${name}.eml"`,
  });
}

function reply(body: string | Uint8Array, given: Record<string, string>): Reply {
  const headers = new Headers({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // Not `no-referrer`: a form would then not say where it was sent from.
    'referrer-policy': 'same-origin',
    ...given,
  });
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return { status: 200, headers, body: bytes };
}

function withSlash(visit: Visit): Reply {
  const { pathname, search } = visit.target.url;
  return redirectReply(301, `${pathname}/${search}`);
}

function notFound(): Reply {
  return plainReply(404, 'There is no such mail.');
}
