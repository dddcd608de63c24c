/** The command was called in a way it does not know: exit code 2. */
export class WrongUseError extends Error {
  override readonly name = 'WrongUseError';
}
