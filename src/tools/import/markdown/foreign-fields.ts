/**
 * Front matter of any generator. Names are compared without case, `_` and `-`, so that `pubDate`,
 * `pub_date` and `PubDate` are one field.
 */
export class ForeignFields {
  readonly #values = new Map<string, { readonly written: string; readonly value: unknown }>();
  readonly #read = new Set<string>();

  constructor(record: Readonly<Record<string, unknown>>) {
    this.#take(record);
    // Zola, Hugo and others keep fields of their own one level down.
    for (const group of ['taxonomies', 'extra', 'params']) {
      const value = this.#values.get(group)?.value;
      if (isRecord(value)) {
        this.#read.add(group);
        this.#take(value);
      }
    }
  }

  #take(record: Readonly<Record<string, unknown>>): void {
    for (const [written, value] of Object.entries(record)) {
      const name = normalised(written);
      if (!this.#values.has(name)) this.#values.set(name, { written, value });
    }
  }

  /** The first of the named fields that holds something, with the name it was written under. */
  first(...names: readonly string[]): { readonly written: string; readonly value: unknown } | null {
    for (const name of names) this.#read.add(normalised(name));
    const found = names.map((name) => this.#values.get(normalised(name)));
    return found.find((field) => !isEmpty(field?.value)) ?? null;
  }

  /** The first of the named fields as one line of text, or null. */
  text(...names: readonly string[]): string | null {
    const value = this.first(...names)?.value;
    if (typeof value === 'number' || typeof value === 'bigint') return String(value);
    return typeof value === 'string' ? value.trim() : null;
  }

  /** The texts in the named fields: a list, or one text. */
  texts(...names: readonly string[]): string[] {
    return names.flatMap((name) => flatTexts(this.first(name)?.value));
  }

  /** Names, as written, of fields that nobody asked for. */
  unread(): string[] {
    return [...this.#values]
      .filter(([name, { value }]) => !this.#read.has(name) && !isEmpty(value))
      .map(([, { written }]) => written);
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function flatTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => flatTexts(item));
  if (typeof value === 'string' && value.trim() !== '') return [value.trim()];
  return typeof value === 'number' || typeof value === 'bigint' ? [String(value)] : [];
}

function normalised(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}
