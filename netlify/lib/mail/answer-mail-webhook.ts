import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { readBody } from '#netlify/lib/endpoint/fields.ts';
import { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { readMailWebhookSecret } from '#netlify/lib/env.ts';
import { recordMailReport } from '#netlify/lib/newsletter/record-mail-report.ts';
import { verifyMailReport, type VerifiedReport } from './mail-reports.ts';

const largestBodyInBytes = 256 * 1024;

/**
 * Takes a message of the mail provider. What it is told decides whether it comes again: 2xx is done
 * with, anything else is not. The signature is looked at before anything else is.
 */
export function answerMailWebhook(request: Request, now: Date): Promise<Response> {
  return answerSafely({
    name: 'mail webhook',
    answer: async () => {
      if (request.method !== 'POST') {
        const message = 'Messages are sent here with POST.';
        throw new Refusal(405, 'method_not_allowed', message, { headers: { Allow: 'POST' } });
      }
      const secret = readMailWebhookSecret();
      const body = await readBody(request, largestBodyInBytes);
      await take(verifyMailReport({ headers: request.headers, body }, secret, now));
      return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } });
    },
  });
}

async function take(verified: VerifiedReport): Promise<void> {
  switch (verified.kind) {
    case 'unsigned':
      throw new Refusal(
        401,
        'invalid_signature',
        'This message is not signed with the secret of this site.',
      );
    case 'stale':
      throw new Refusal(400, 'outside_time_window', 'This message is too old, or from the future.');
    case 'malformed':
      throw new Refusal(400, 'malformed_event', 'This message cannot be understood.');
    case 'ignored':
      return;
    case 'report':
      await recordMailReport(openDatabase(), verified.report);
  }
}
