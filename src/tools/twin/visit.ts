import type { RequestTarget } from './request-target.ts';

/** One request and what the twin knows of who sent it. */
export interface Visit {
  readonly request: Request;
  readonly target: RequestTarget;
  /** The reader's address as far as it can be trusted. */
  readonly ip: string;
  readonly requestId: string;
  /** Where this server is, whatever name it was asked by. */
  readonly ownOrigin: string;
  /** Whether a proxy of the owner's stands in front: what is served is the publication, at its address. */
  readonly isPublished: boolean;
  /** Whether more of the body was sent than functions take. */
  readonly isBodyTooLarge: () => boolean;
}
