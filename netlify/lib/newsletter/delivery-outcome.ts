import type { DeliveryState } from '#netlify/database/schema/newsletter.ts';
import type { MailResult } from '#netlify/lib/mail/mail.ts';
import { waitInSeconds } from './backoff.ts';

/** What is written down of a delivery that was handed over. */
export interface Outcome {
  readonly state: DeliveryState;
  readonly error: string | null;
  /** In seconds. */
  readonly wait: number;
  /** Whether it counts as an attempt. */
  readonly tried: boolean;
  /** Whether it goes by itself from now on. */
  readonly alone: boolean;
}

/** How a delivery stands when it is handed over. */
export interface Standing {
  /** This one among them. */
  readonly attempts: number;
  readonly alone: boolean;
  /** Whether the carrier knows what it was handed before. */
  readonly knowsIds: boolean;
}

/** After so many it is given up: some days. */
const mostAttempts = 30;

/** Of a batch that nobody took as a whole. */
export const inPieces: Outcome = {
  state: 'queued',
  error: null,
  wait: 0,
  tried: false,
  alone: true,
};

/** @param result null where it was not tried, since those before it in line failed */
export function outcomeOf(
  result: MailResult | null,
  { attempts, alone, knowsIds }: Standing,
): Outcome {
  if (result === null)
    return { state: 'queued', error: null, wait: waitInSeconds(1), tried: false, alone };
  const ends = (state: DeliveryState, error: string | null): Outcome => ({
    state,
    error,
    wait: 0,
    tried: true,
    alone,
  });
  if (result.kind === 'sent') return ends('sent', null);
  if (result.kind === 'refused') return ends('failed', result.reason);
  // Rather no mail than two.
  if (result.mayHaveGone) return ends('unknown', result.reason);
  if (attempts >= mostAttempts) return ends('failed', result.reason);
  const wait = waitInSeconds(attempts, { atLeast: result.retryAfterInSeconds ?? 0 });
  return { ...ends(knowsIds ? 'sending' : 'queued', result.reason), wait };
}
