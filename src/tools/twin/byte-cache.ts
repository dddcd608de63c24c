/** Bytes that cost time to make, kept up to a total size; the longest unused go first. */
export class ByteCache {
  readonly #capacity: number;
  readonly #kept = new Map<string, Uint8Array>();
  readonly #inTheMaking = new Map<string, Promise<Uint8Array>>();
  #size = 0;

  constructor(capacityInBytes: number) {
    this.#capacity = capacityInBytes;
  }

  get sizeInBytes(): number {
    return this.#size;
  }

  /** Asked for by many at once, `make` still runs once. */
  async getOrMake(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
    const pending = this.#inTheMaking.get(key) ?? this.#make(key, make);
    return pending;
  }

  async #make(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const pending = make();
    this.#inTheMaking.set(key, pending);
    try {
      const bytes = await pending;
      this.#keep(key, bytes);
      return bytes;
    } finally {
      this.#inTheMaking.delete(key);
    }
  }

  #keep(key: string, bytes: Uint8Array): void {
    // One giant would push out everything else.
    if (bytes.byteLength > this.#capacity / 4) return;
    this.#kept.set(key, bytes);
    this.#size += bytes.byteLength;
    for (const [oldest, { byteLength }] of this.#kept) {
      if (this.#size <= this.#capacity) return;
      this.#kept.delete(oldest);
      this.#size -= byteLength;
    }
  }
}
