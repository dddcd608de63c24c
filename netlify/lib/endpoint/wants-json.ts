/** Whether whoever asks is a program, and gets JSON: who sends JSON, or asks for it. */
export function wantsJson(request: Request): boolean {
  const { headers } = request;
  const isJson = /^application\/json\b/iu.test(headers.get('content-type') ?? '');
  return isJson || /^application\/json\b/iu.test(headers.get('accept') ?? '');
}
