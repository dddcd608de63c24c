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
  /** Whether this was the first time that it was handed over as it is. */
  readonly isNew: boolean;
  /** From 0 to 1: so that not all come again at once. */
  readonly random: number;
}

/** How long a run waits for a carrier that asks for it: they take a few requests a second. */
export const patienceInSeconds = 60;

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
  { attempts, alone, knowsIds, isNew, random }: Standing,
): Outcome {
  if (result === null) {
    // What may have gone before has to be recognised.
    const state = isNew ? 'queued' : 'sending';
    return { state, error: null, wait: waitInSeconds(1, { random }), tried: false, alone };
  }
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
  const { reason, retryAfterInSeconds: asked } = result;
  const isFree = !knowsIds || (isNew && result.notTaken === true);
  const again = ends(isFree ? 'queued' : 'sending', reason);
  // A carrier that sets the pace has not failed.
  if (asked !== null && asked <= patienceInSeconds) return { ...again, wait: asked, tried: false };
  if (attempts >= mostAttempts) return ends('failed', reason);
  return { ...again, wait: waitInSeconds(attempts, { atLeast: asked ?? 0, random }) };
}
