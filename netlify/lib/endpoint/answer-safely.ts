import { isUnreachable } from '#netlify/lib/database/open-database.ts';
import { logFailure } from '#netlify/lib/log-failure.ts';
import { SettingError } from '#netlify/lib/env.ts';
import { SiteError } from '#netlify/lib/newsletter/newsletter-site.ts';
import { jsonOfRefusal, Refusal } from './refusal.ts';
import { secured } from './secure-headers.ts';

export interface Answering {
  /** What is said in the log before the cause. */
  readonly name: string;
  readonly answer: () => Promise<Response>;
  /** The answer to a refusal; JSON unless it is given. */
  readonly refuse?: (refusal: Refusal) => Promise<Response>;
  /** How long whoever asked waits at most for something that does not answer; 20 seconds. */
  readonly patienceInMilliseconds?: number;
}

/** Something that is asked, such as a database, says nothing. */
class SilenceError extends Error {
  override readonly name = 'SilenceError';
}

/** Functions are ended after half a minute, and readers get a page of the host's then. */
const longestInMilliseconds = 20_000;

const unavailable = new Refusal(
  503,
  'unavailable',
  'This does not work at the moment. Nothing was lost; please try again in a few minutes.',
  { headers: { 'Retry-After': '120' } },
);

const broken = new Refusal(
  500,
  'internal_error',
  'Something went wrong here. It has been written down.',
);

/**
 * Answers, whatever happens: with what was refused and why, or with one fixed sentence where
 * something is down or broken, the cause of which goes to the log alone.
 */
export async function answerSafely({
  name,
  answer,
  refuse,
  patienceInMilliseconds = longestInMilliseconds,
}: Answering): Promise<Response> {
  const say = async (refusal: Refusal): Promise<Response> => {
    try {
      return secured(await (refuse ?? toJson)(refusal));
    } catch (error) {
      // The page that would say it cannot be had either.
      logFailure(`${name}: no page to say it on`, error);
      return secured(jsonOfRefusal(refusal));
    }
  };
  try {
    return secured(await within(patienceInMilliseconds, answer()));
  } catch (error) {
    if (error instanceof Refusal) return say(error);
    logFailure(`${name}:`, error);
    const isDown =
      isUnreachable(error) ||
      [SilenceError, SiteError, SettingError].some((kind) => error instanceof kind);
    return say(isDown ? unavailable : broken);
  }
}

async function within<Value>(milliseconds: number, value: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new SilenceError(`There was no answer within ${milliseconds} ms.`)),
    milliseconds,
  );
  try {
    return await Promise.race([value, promise]);
  } finally {
    clearTimeout(timer);
  }
}

async function toJson(refusal: Refusal): Promise<Response> {
  return jsonOfRefusal(refusal);
}
