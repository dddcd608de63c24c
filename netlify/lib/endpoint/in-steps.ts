/**
 * Does something, and takes as long as a whole number of steps: what takes some milliseconds more or
 * less, by what it finds, takes as long as everything else.
 *
 * @param stepInMilliseconds longer than it nearly always takes; 0 for no waiting
 */
export async function inSteps<Value>(
  stepInMilliseconds: number,
  act: () => Promise<Value>,
): Promise<Value> {
  const begun = performance.now();
  try {
    return await act();
  } finally {
    if (stepInMilliseconds > 0) {
      const taken = performance.now() - begun;
      const rest = stepInMilliseconds - (taken % stepInMilliseconds);
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
  }
}
