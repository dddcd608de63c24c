import { join } from 'node:path';
import { FileContents } from './file-contents.ts';
import { fileReply } from './file-reply.ts';
import { createHeaderRules, type HeaderRules } from './header-rules.ts';
import type { Log } from './log.ts';
import { plainReply, redirectReply, type Reply } from './reply.ts';
import { onThisSite, type RequestTarget } from './request-target.ts';
import { type FileVersion, findSiteFile, readFileVersion } from './site-files.ts';

/** The flat part of the site: the files of one folder with the headers their rules give them. */
export class Site {
  readonly #folder: string;
  readonly #contents = new FileContents();
  readonly #rules: HeaderRules;

  constructor(root: string, folder: string, log: Log) {
    this.#folder = folder;
    this.#rules = createHeaderRules({ root, folder, log });
  }

  /** Null if no file has this path. */
  async answer(request: Request, target: RequestTarget, status = 200): Promise<Reply | null> {
    const found = await findSiteFile(this.#folder, target);
    if (found === null) return null;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return plainReply(405, 'This address is for reading only.', { allow: 'GET, HEAD' });
    }
    if (found.kind === 'folder-without-slash') {
      const { pathname, search } = target.url;
      return redirectReply(301, onThisSite(`${pathname}/${search}`));
    }
    return this.#fileReply(found.file, { request, pathname: target.url.pathname, status });
  }

  /** The site's own 404 page, with the headers of the path that was asked for. */
  async notFound(request: Request, pathname: string): Promise<Reply> {
    const file = await readFileVersion(join(this.#folder, '404.html'));
    if (file !== null) return this.#fileReply(file, { request, pathname, status: 404 });
    const reply = plainReply(404, 'Not found');
    for (const [name, value] of Object.entries(await this.#rules.forPath(pathname))) {
      reply.headers.set(name, value);
    }
    return reply;
  }

  async #fileReply(
    file: FileVersion,
    asked: { request: Request; pathname: string; status: number },
  ): Promise<Reply> {
    const { request, pathname, status } = asked;
    const rules = await this.#rules.forPath(pathname);
    return fileReply(this.#contents, { file, request, status, rules });
  }
}
