import { randomUUID } from 'node:crypto';
import { readRequestTarget } from '#src/tools/twin/request-target.ts';
import { TwinError } from '#src/tools/twin/twin-error.ts';
import type { Visit } from '#src/tools/twin/visit.ts';

const hourInMilliseconds = 60 * 60 * 1000;

/** How Netlify's clock calls a scheduled function: a POST that says when it comes again. */
export function callOfClock(name: string, ownOrigin: string, now: Date): Visit {
  const target = readRequestTarget(`/.netlify/functions/${name}`, ownOrigin);
  if (target === null) throw new TwinError(`Function ${name} has a name that no address can hold.`);
  // Here it comes when somebody presses a button; functions that look at it want a time to come.
  const nextRun = Math.ceil((now.getTime() + 1) / hourInMilliseconds) * hourInMilliseconds;
  const request = new Request(target.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-nf-event': 'schedule' },
    body: JSON.stringify({ next_run: new Date(nextRun).toISOString() }),
  });
  return {
    request,
    target,
    ip: '127.0.0.1',
    requestId: randomUUID(),
    ownOrigin,
    // The button is the owner's, on their own machine.
    isPublished: false,
    isBodyTooLarge: () => false,
  };
}
