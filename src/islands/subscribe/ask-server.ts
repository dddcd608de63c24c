import { shortestWritingInMs } from '#src/shared/newsletter/form-pace.ts';
import type { SubscribeWords } from '#src/shared/strings/subscribe-words.ts';

/** Why it did not work, in words, and whether it is about the address. */
export interface Failure {
  readonly text: string;
  readonly isOfField: boolean;
}

/** The form waits for its stamp when it is sent sooner. */
const longestWaitForStampInMs = 5_000;
const longestWaitInMs = 30_000;

/**
 * Asks for the stamp that says when the form was seen, and answers it once it is old enough to count:
 * who is quick, or has a program fill in the address, waits a moment and is no machine. Without one a
 * form is good all the same.
 */
export async function fetchStamp(url: string): Promise<string | null> {
  const answer = await fetch(url, {
    headers: asJson,
    signal: AbortSignal.timeout(longestWaitForStampInMs),
  }).then(readJson, () => null);
  const stamp = textAt(answer, 'stamp');
  if (stamp !== null) {
    await new Promise((resolve) => setTimeout(resolve, shortestWritingInMs + 100));
  }
  return stamp;
}

/** Sends the form. Answers null where it was taken, else why not. */
export async function subscribe(
  url: string,
  fields: Readonly<Record<string, unknown>>,
  words: SubscribeWords,
): Promise<Failure | null> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...asJson, 'Content-Type': 'application/json' },
    body: JSON.stringify(fields),
    signal: AbortSignal.timeout(longestWaitInMs),
  }).catch(() => null);
  if (response?.ok) return null;
  const error = response && valueAt(await readJson(response), 'error');
  const code = textAt(error, 'code') ?? (response?.status === 429 ? tooMany : 'unavailable');
  const known = Object.entries(words).find(([word]) => word === `error.${code}`)?.[1];
  return {
    text: known ?? textAt(error, 'message') ?? words['error.unavailable'],
    isOfField: textAt(error, 'field') === 'email',
  };
}

const tooMany = 'too_many_requests';
const asJson = { Accept: 'application/json' };

/** What is no JSON is no answer. */
async function readJson(response: Response): Promise<unknown> {
  return response.json().catch(() => null);
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : null;
}

function textAt(value: unknown, key: string): string | null {
  const text = valueAt(value, key);
  return typeof text === 'string' && text !== '' ? text : null;
}
