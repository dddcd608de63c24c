const step = 250;

/** Where progress is shown: a terminal, or a log. */
interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly write: (text: string) => unknown;
}

/** Shows progress in place on a terminal, and as a line for every 250 files elsewhere. */
export function showProgress(
  stream: ProgressStream,
): (step: string, done: number, total: number) => void {
  let lastShown = 0;
  return (name, done, total) => {
    if (!stream.isTTY) {
      if (done % step === 0) stream.write(`${name}: ${done} of ${total}\n`);
      return;
    }
    const now = Date.now();
    if (done < total && now - lastShown < 100) return;
    lastShown = now;
    stream.write(`\r\u001B[K${done === total ? '' : `${name}: ${done} of ${total}`}`);
  };
}
