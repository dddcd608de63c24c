import type { RedirectMatch } from './redirect-rules.ts';
import { plainReply, type Reply, replyFromResponse } from './reply.ts';

/** Headers that speak of one connection and not of the message (RFC 9110, 7.6.1). */
const hopByHop = ['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'];

/** Asks another server in the reader's name, for rules such as `/map/* https://… 200`. */
export async function proxy(request: Request, match: RedirectMatch): Promise<Reply> {
  const headers = new Headers(request.headers);
  for (const name of [...hopByHop, 'host', 'accept-encoding', 'content-length']) {
    headers.delete(name);
  }
  for (const [name, value] of Object.entries(match.headers)) headers.set(name, value);
  const forwarded = new Request(match.target, new Request(request, { headers }));
  const response = await fetch(forwarded, { redirect: 'manual' }).catch(() => null);
  if (response === null) return plainReply(502, 'The server behind this address did not answer.');
  const reply = replyFromResponse(response);
  // `fetch` has undone the compression.
  for (const name of [...hopByHop, 'content-encoding', 'content-length']) {
    reply.headers.delete(name);
  }
  return reply;
}
