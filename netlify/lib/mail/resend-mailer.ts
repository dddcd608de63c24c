import { refusalOf } from './guard.ts';
import {
  failed,
  refused,
  type BatchResult,
  type Mail,
  type Mailer,
  type MailResult,
} from './mail.ts';
import { askResend, type ResendAnswer } from './resend-request.ts';

/*
 * Resend over HTTP, as its reference describes it:
 * – `POST /emails` takes one mail and answers `{ id }`; `POST /emails/batch` takes up to 100, checks
 *   them all and sends all or none, and answers `{ data: [{ id }, …] }` in their order;
 * – `Idempotency-Key` (256 characters at most) is remembered for a day: the same mails under the
 *   same key are answered as before and sent once. 409 says that the first request is still under
 *   way (`concurrent_idempotent_requests`), or that the mails are others
 *   (`invalid_idempotent_request`);
 * – errors are `{ statusCode, name, message }`; 429 comes with Retry-After, in seconds.
 */

export interface ResendOptions {
  readonly key: string;
  readonly baseUrl: string;
  /** How long to wait for an answer; 10 seconds for a mail and 30 for a batch unless given. */
  readonly patienceInMilliseconds?: { readonly mail: number; readonly batch: number };
}

const patience = { mail: 10_000, batch: 30_000 };

/** Names of errors that are about the account or the sender, whatever their status is. */
const ownersMistakes = new Set([
  'missing_api_key',
  'invalid_api_key',
  'restricted_api_key',
  'invalid_access',
  'invalid_from_address',
  'invalid_region',
  'invalid_idempotency_key',
  'method_not_allowed',
]);

/** What is the same in every mail. */
const ownersFields = /[`'"](?:from|reply_to|headers)[`'"] field|domain is not verified/iu;

export function createResendMailer(options: ResendOptions): Mailer {
  const { mail: mailPatience, batch: batchPatience } = options.patienceInMilliseconds ?? patience;

  async function send(mail: Mail): Promise<MailResult> {
    const refusal = refusalOf(mail);
    if (refusal !== null) return refusal;
    const answer = await askResend(options, {
      path: '/emails',
      idempotencyKey: mail.id,
      body: toPayload(mail),
      patienceInMilliseconds: mailPatience,
    });
    return resultOf(answer, (body) => hasId(body));
  }

  async function sendBatch(mails: readonly Mail[], batchId: string): Promise<BatchResult> {
    const refusals = mails.map(refusalOf);
    const good = mails.filter((_, at) => refusals[at] === null);
    if (good.length === 0) return refusals.filter((refusal) => refusal !== null);
    const answer = await askResend(options, {
      path: '/emails/batch',
      idempotencyKey: batchId,
      body: good.map(toPayload),
      patienceInMilliseconds: batchPatience,
    });
    const result = resultOf(answer, (body) => hasIds(body, good.length));
    // One bad address is enough for that, and is no reason that the others get nothing.
    return result.kind === 'refused' ? 'apart' : refusals.map((refusal) => refusal ?? result);
  }

  return { knowsIds: true, batchSize: 100, send, sendBatch };
}

function toPayload(mail: Mail): Record<string, unknown> {
  const { from, to, subject, html, text, headers, replyTo } = mail;
  const payload = { from, to: [to], subject, html, text, headers };
  return replyTo === null ? payload : { ...payload, reply_to: replyTo };
}

function resultOf(answer: ResendAnswer, isReceipt: (body: unknown) => boolean): MailResult {
  if (answer.kind === 'silence') {
    const result = failed(answer.reason);
    return answer.isUnheard ? { ...result, notTaken: true } : result;
  }
  const { status, retryAfterInSeconds, error } = answer;
  if (status >= 200 && status < 300) {
    if (isReceipt(answer.body)) return { kind: 'sent' };
    // Asked again under the same key it says it again, or says it better.
    return failed(
      `Resend answered ${status} with something that is no receipt.`,
      retryAfterInSeconds,
    );
  }
  const reason = `Resend answered ${[status, error?.name, error?.message].filter(Boolean).join(' ')}`;
  // What it took under this key was other: somebody has left since, or the site has changed.
  if (error?.name === 'invalid_idempotent_request') return { ...failed(reason), mayHaveGone: true };
  const isAboutMail = [400, 413, 422].includes(status) && error !== null && !isOwners(error);
  if (isAboutMail) return refused(reason);
  const result = failed(reason, retryAfterInSeconds);
  return isPlainNo(status) ? { ...result, notTaken: true } : result;
}

/**
 * Whether the status says that nothing was taken. 408 and 409 are about a request that is not over,
 * and what broke inside (5xx) may have broken when the mails were gone.
 */
function isPlainNo(status: number): boolean {
  return status >= 300 && status < 500 && status !== 408 && status !== 409;
}

/** Whether every mail would fare like this one until the owner mends something. */
function isOwners({ name, message }: { name: string; message: string }): boolean {
  return ownersMistakes.has(name) || ownersFields.test(message);
}

function hasId(body: unknown): boolean {
  return isRecord(body) && typeof body['id'] === 'string' && body['id'] !== '';
}

function hasIds(body: unknown, count: number): boolean {
  const data = isRecord(body) ? body['data'] : null;
  return Array.isArray(data) && data.length === count && data.every(hasId);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
