import { QueryError } from './query-error.ts';
import { latestOf, type Change, type SpaceState } from './space-state.ts';

/** A sync, page by page: tokens say how far somebody is in the lines of what changed. */
export interface Sync {
  answer: (query: URLSearchParams, root: string) => object;
  /** No token that was handed out is known any more. */
  expire: () => void;
}

/** Which lines are asked for. */
interface Part {
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
  /** Whether somebody begins, who is not told of what is gone. */
  readonly isFirst: boolean;
}

/** @see https://www.contentful.com/developers/docs/references/content-delivery-api/#/reference/synchronization */
export function createSync(state: SpaceState, pageSize: number): Sync {
  let epoch = 1;
  return {
    answer: (query, root) => {
      const part = partOf(query, { epoch, end: state.changes.length });
      if (part.epoch !== epoch) throw new QueryError(400, 'BadRequest', 'Invalid sync token');
      return answerPart(part, { changes: state.changes, pageSize, root });
    },
    expire: () => {
      epoch += 1;
      state.compact();
    },
  };
}

function partOf(query: URLSearchParams, now: { epoch: number; end: number }): Part {
  const token = query.get('sync_token');
  if (token === null) {
    if (query.get('initial') === 'true')
      return { epoch: now.epoch, from: 0, to: now.end, isFirst: true };
    throw new QueryError(400, 'InvalidQuery', 'A sync begins with initial=true.');
  }
  const [kind, ...numbers] = token.split('-');
  const [epoch = 0, from = 0, to = now.end, first = 0] = numbers.map(Number);
  if (kind === 'next') return { epoch, from, to: now.end, isFirst: false };
  if (kind === 'page') return { epoch, from, to, isFirst: first === 1 };
  throw new QueryError(400, 'BadRequest', 'Invalid sync token');
}

function answerPart(
  { epoch, from, to, isFirst }: Part,
  { changes, pageSize, root }: { changes: readonly Change[]; pageSize: number; root: string },
): object {
  const known = changes.slice(0, to);
  const latest = new Set(latestOf(known));
  const wanted = known
    .map((change, at) => ({ change, at }))
    .slice(from)
    .filter(({ change }) => latest.has(change) && (!isFirst || change.item !== null));
  const page = wanted.slice(0, pageSize);
  const url = (token: string): string => `${root}/sync?sync_token=${token}`;
  const rest = wanted[pageSize];
  return {
    sys: { type: 'Array' },
    items: page.map(
      ({ change: { id, kind, item } }) => item ?? { sys: { id, type: `Deleted${kind}` } },
    ),
    ...(rest
      ? { nextPageUrl: url(['page', epoch, rest.at, to, isFirst ? 1 : 0].join('-')) }
      : { nextSyncUrl: url(['next', epoch, to].join('-')) }),
  };
}
