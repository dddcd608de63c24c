import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** What goes wrong from now on. */
export type Fault = FaultKind & {
  /** Which paths; all unless told. */
  readonly path?: RegExp;
  /** How often; for good unless told. */
  readonly times?: number;
};

type FaultKind =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'garbage' | 'half' | 'silence' }
  /** The answer comes, later. */
  | { readonly kind: 'slow'; readonly milliseconds: number };

export interface Faults {
  set: (fault: Fault | null) => void;
  /** Whether the answer is given already, or will never be. */
  spoil: (path: string, response: ServerResponse) => Promise<boolean>;
}

export function createFaults(): Faults {
  let fault: Fault | null = null;
  let left = Infinity;
  return {
    set: (next) => {
      fault = next;
      left = next?.times ?? Infinity;
    },
    spoil: async (path, response) => {
      if (fault === null || left <= 0 || fault.path?.test(path) === false) return false;
      left -= 1;
      return spoilWith(fault, response);
    },
  };
}

async function spoilWith(fault: Fault, response: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case 'slow':
      await wait(fault.milliseconds);
      return false;
    case 'status':
      response.writeHead(fault.status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ sys: { type: 'Error', id: 'Fault' } }));
      return true;
    case 'garbage':
      response.end('<html>Sorry</html>');
      return true;
    case 'half':
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{"items": [');
      setTimeout(() => response.destroy(), 5);
      return true;
    case 'silence':
      return true;
  }
}
