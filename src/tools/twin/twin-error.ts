/** The twin cannot start, for a reason the owner can mend; the message says how. */
export class TwinError extends Error {
  override readonly name = 'TwinError';
}
