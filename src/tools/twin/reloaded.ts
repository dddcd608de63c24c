import { stat } from 'node:fs/promises';

const checkedEveryMilliseconds = 500;

/**
 * Something read from `files`, read again once one of them has changed, appeared or gone. They are
 * looked at twice a second at most, however many requests come.
 */
export class Reloaded<Value> {
  readonly #files: readonly string[];
  readonly #load: () => Promise<Value>;
  #value: Promise<Value> | null = null;
  #stamp = '';
  #checkedAt = Number.NEGATIVE_INFINITY;

  constructor(files: readonly string[], load: () => Promise<Value>) {
    this.#files = files;
    this.#load = load;
  }

  async get(): Promise<Value> {
    if (this.#value !== null && performance.now() - this.#checkedAt < checkedEveryMilliseconds) {
      return this.#value;
    }
    this.#checkedAt = performance.now();
    const stamp = await stampOf(this.#files);
    if (this.#value === null || stamp !== this.#stamp) {
      this.#stamp = stamp;
      this.#value = this.#load();
    }
    return this.#value;
  }
}

async function stampOf(files: readonly string[]): Promise<string> {
  const stamps = files.map(async (file) => {
    const stats = await stat(file, { bigint: true }).catch(() => null);
    return stats === null ? 'absent' : `${stats.ino}-${stats.size}-${stats.mtimeNs}`;
  });
  return (await Promise.all(stamps)).join(' ');
}
