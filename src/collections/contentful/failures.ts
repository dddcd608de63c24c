import { z } from 'astro/zod';

/** Why a space could not be read. */
export type FailureKind =
  /** Contentful cannot answer now: what was read last may be used. */
  | 'outage'
  /** What is set is wrong: to go on would hide it. */
  | 'refused'
  /** The place where the last sync ended is not known any more. */
  | 'expired';

export class ContentfulFailure extends Error {
  override readonly name = 'ContentfulFailure';
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

const refusals: Readonly<Record<number, string>> = {
  401: 'the token is not one of this space (CONTENTFUL_DELIVERY_TOKEN)',
  403: 'the token may not read this space (CONTENTFUL_DELIVERY_TOKEN)',
  404: 'there is no such space or environment, or the token is of another (CONTENTFUL_SPACE_ID, CONTENTFUL_ENVIRONMENT)',
};

/**
 * Says what an error of the SDK means. The SDK puts the answer's status into a message of JSON, which
 * also holds the request: none of that is shown, since the token is in it.
 *
 * @param options.isResuming Whether a sync went on from an earlier one: what is refused then is the
 *   place where that ended, which is forgotten after some time.
 */
export function explainFailure(
  error: unknown,
  { isResuming = false }: { readonly isResuming?: boolean } = {},
): ContentfulFailure {
  if (error instanceof ContentfulFailure) return error;
  const status = statusOf(error);
  const refusal = status === null ? undefined : refusals[status];
  if (refusal !== undefined) return new ContentfulFailure('refused', refusal);
  if (status === 429) return new ContentfulFailure('outage', 'it takes no more requests for now');
  if (status !== null && status >= 400 && status < 500 && status !== 408) {
    const kind = isResuming ? 'expired' : 'refused';
    return new ContentfulFailure(kind, `it refused the request (status ${status})`);
  }
  if (status !== null && status >= 400) {
    return new ContentfulFailure('outage', `it failed (status ${status})`);
  }
  // A good status with an answer that breaks off is told as an error as well.
  return new ContentfulFailure('outage', reasonOf(error));
}

const answered = z.object({ response: z.object({ status: z.int() }) });
const told = z.object({ status: z.int() });

/** Of most requests the SDK tells the status in a message of JSON; a sync fails as its HTTP client does. */
function statusOf(error: unknown): number | null {
  const { data: answer } = answered.safeParse(error);
  if (answer) return answer.response.status;
  if (!(error instanceof Error)) return null;
  try {
    return told.safeParse(JSON.parse(error.message)).data?.status ?? null;
  } catch {
    return null;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers at its address',
  ENOTFOUND: 'its address is not found',
  EAI_AGAIN: 'its address is not found for now',
  ECONNRESET: 'it hung up',
  ECONNABORTED: 'it did not answer in time',
  ETIMEDOUT: 'it did not answer in time',
  ERR_BAD_RESPONSE: 'it answered with half an answer',
};

function reasonOf(error: unknown): string {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? 'what it answered makes no sense';
}
