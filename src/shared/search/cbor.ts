/**
 * Reads the few kinds of CBOR (RFC 8949) that Pagefind writes: arrays of known length, text, and
 * integers of up to 32 bits. Each call reads the next item.
 *
 * @throws CborError where something else stands there, or nothing
 */
export class CborReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The number of items of an array, which are to be read next. */
  array(): number {
    return this.#head(4);
  }

  text(): string {
    const length = this.#head(3);
    const start = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new CborError();
    return decoder.decode(this.#bytes.subarray(start, this.#at));
  }

  unsigned(): number {
    return this.#head(0);
  }

  /** Negative numbers are written as -1 - n, in a type of their own. */
  integer(): number {
    const first = this.#bytes[this.#at] ?? 0xff;
    return first >> 5 === 1 ? -1 - this.#head(1) : this.#head(0);
  }

  #head(type: number): number {
    const first = this.#bytes[this.#at++];
    if (first === undefined || first >> 5 !== type) throw new CborError();
    const short = first & 31;
    if (short < 24) return short;
    if (short > 26) throw new CborError();
    let value = 0;
    for (let left = 1 << (short - 24); left > 0; left -= 1) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new CborError();
      value = value * 256 + byte;
    }
    return value;
  }
}

const decoder = new TextDecoder();

export class CborError extends Error {
  override name = 'CborError';
}
