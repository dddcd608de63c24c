/** How long writing rests before it is asked. */
const pauseInMs = 60;
/** Answers that are there so soon come from what has been loaded before: they cost nobody anything. */
const quickInMs = 60;

/**
 * Says when to ask what is being written: at each letter while answers come at once, else when
 * writing rests, so that parts of the index are not loaded for half a word.
 */
export class TypingPace {
  #timer = 0;
  #isQuick = false;
  #open = 0;

  /** Calls `ask` now or soon, in place of what was to be called. */
  type(ask: () => void): void {
    this.stop();
    if (this.#isQuick && this.#open === 0) ask();
    else this.#timer = window.setTimeout(ask, pauseInMs);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Awaits an answer and notes how long it took. */
  async measure<T>(answering: Promise<T>): Promise<T> {
    const began = performance.now();
    this.#open += 1;
    try {
      return await answering;
    } finally {
      this.#open -= 1;
      this.#isQuick = performance.now() - began < quickInMs;
    }
  }
}
