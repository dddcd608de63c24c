import type { Search } from '#src/shared/search/search-answer.ts';

/** The index, opened once. What has failed is tried anew when something is asked again. */
export class OpenIndex {
  readonly #openNew: () => Promise<Search>;
  #opening: Promise<Search> | null = null;

  constructor(openNew: () => Promise<Search>) {
    this.#openNew = openNew;
  }

  open(): Promise<Search> {
    if (this.#opening) return this.#opening;
    const opening = this.#openNew();
    this.#opening = opening;
    opening.catch(() => {
      if (this.#opening === opening) this.close();
    });
    return opening;
  }

  close(): void {
    this.#opening = null;
  }
}
