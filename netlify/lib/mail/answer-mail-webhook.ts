import { isUnreachable, openDatabase } from '#netlify/lib/database/open-database.ts';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { readMailWebhookSecret, SettingError } from '#netlify/lib/env.ts';
import { recordMailReport } from '#netlify/lib/newsletter/record-mail-report.ts';
import { readAtMost } from '#netlify/lib/read-at-most.ts';
import { verifyMailReport } from './mail-reports.ts';

const largestBodyInBytes = 256 * 1024;

/**
 * Takes a message of the mail provider. What it is told decides whether it comes again: 2xx is done
 * with, anything else is not. The signature is looked at before anything else is.
 */
export async function answerMailWebhook(request: Request, now: Date): Promise<Response> {
  if (request.method !== 'POST') return answer(405, 'method_not_allowed', { allow: 'POST' });
  if (Number(request.headers.get('content-length') ?? 0) > largestBodyInBytes) return tooLarge();
  try {
    const secret = readMailWebhookSecret();
    const body = await readAtMost(request.body, largestBodyInBytes);
    if (body === null) return tooLarge();
    const verified = verifyMailReport({ headers: request.headers, body }, secret, now);
    switch (verified.kind) {
      case 'unsigned':
        return answer(401, 'invalid_signature');
      case 'stale':
        return answer(400, 'outside_time_window');
      case 'malformed':
        return answer(400, 'malformed_event');
      case 'ignored':
        return new Response(null, { status: 204, headers: common });
      case 'report':
        await recordMailReport(openDatabase(), verified.report);
        return new Response(null, { status: 204, headers: common });
    }
  } catch (error) {
    logFailure('mail webhook:', error instanceof SettingError ? error.message : error);
    const isForNow = error instanceof SettingError || isUnreachable(error);
    return isForNow ? answer(503, 'unavailable') : answer(500, 'internal_error');
  }
}

const common = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

const sentences = {
  method_not_allowed: 'Messages are sent here with POST.',
  too_large: 'This is more than 256 kB.',
  invalid_signature: 'This message is not signed with the secret of this site.',
  outside_time_window: 'This message is too old, or from the future.',
  malformed_event: 'This message cannot be understood.',
  unavailable: 'This cannot be taken now. Please send it again later.',
  internal_error: 'Something went wrong here. It has been written down.',
} as const;

function answer(
  status: number,
  code: keyof typeof sentences,
  headers: Record<string, string> = {},
): Response {
  const error = { code, message: sentences[code] };
  return Response.json({ error }, { status, headers: { ...common, ...headers } });
}

function tooLarge(): Response {
  return answer(413, 'too_large');
}
