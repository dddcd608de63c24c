/**
 * Whether whoever asks is a program, and gets JSON. What is sent may say so by its own type. What is
 * only asked for says it by `Accept` or in its address, by which caches tell answers apart: anything
 * else, and one reader's question would decide on the answer that others get.
 */
export function wantsJson({ method, headers, url }: Request): boolean {
  const isRead = method === 'GET' || method === 'HEAD';
  const said = isRead
    ? new URL(url).searchParams.get('format') === 'json'
    : isJson(headers.get('content-type'));
  return said || isJson(headers.get('accept'));
}

function isJson(types: string | null): boolean {
  return /^application\/json\b/iu.test(types ?? '');
}
