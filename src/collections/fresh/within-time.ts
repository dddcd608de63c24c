import { ContentfulFailure } from '#src/collections/contentful/failures.ts';

/**
 * What Contentful answers in a time, all requests for an article together: functions are ended when
 * theirs is over, and readers get a page of the host's then.
 *
 * @throws {ContentfulFailure}
 */
export async function withinTime<Value>(
  milliseconds: number,
  answer: Promise<Value>,
): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = new ContentfulFailure('outage', 'it did not answer in time');
  const timer = setTimeout(() => reject(late), milliseconds);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
}
