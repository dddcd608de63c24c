import { secured } from './secure-headers.ts';

/** A request that is refused: something that whoever sent it can mend. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** For programs, such as `invalid_email`. */
  readonly code: string;
  /** The field that it is about; null for all of it. */
  readonly field: string | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    { field = null, headers = {} }: RefusalDetails = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.field = field;
    this.headers = headers;
  }
}

interface RefusalDetails {
  readonly field?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `{ "error": { "code": "invalid_email", "message": "…", "field": "email" } }` */
export function jsonOfRefusal({ status, code, message, field, headers }: Refusal): Response {
  const error = { code, message, ...(field !== null && { field }) };
  return Response.json({ error }, { status, headers: { ...headers, 'Cache-Control': 'no-store' } });
}

export function methodNotAllowed(allowed: string): Response {
  const headers = { Allow: allowed };
  return secured(
    jsonOfRefusal(new Refusal(405, 'method_not_allowed', `Ask with ${allowed}.`, { headers })),
  );
}
