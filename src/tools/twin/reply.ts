/**
 * An answer before it meets the socket. Static files answer with bytes, functions with streams;
 * `Response` would turn the bytes into a stream and back for every file.
 */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ReplyBody;
}

export type ReplyBody = Uint8Array | ReadableStream<Uint8Array> | null;

/** A short answer in plain words, for what no page of the site speaks of. */
export function plainReply(status: number, text: string, headers: HeadersInit = {}): Reply {
  const all = new Headers(headers);
  all.set('content-type', 'text/plain; charset=utf-8');
  all.set('cache-control', 'no-store');
  return { status, headers: all, body: new TextEncoder().encode(`${text}\n`) };
}

export function redirectReply(status: number, location: string): Reply {
  const reply = plainReply(status, `Redirecting to ${location}`, { location });
  reply.headers.set('cache-control', 'public, max-age=0, must-revalidate');
  return reply;
}

export function replyFromResponse(response: Response): Reply {
  return {
    status: response.status,
    headers: new Headers(response.headers),
    body: response.body,
  };
}
