import { CborReader } from './cbor.ts';

/*
 * The files that Pagefind 1.6 writes, of which readers' programs read words, filters and fragments:
 * how they are packed and what stands in them. Pagefind's own reader is 72 kB of WebAssembly and
 * script; it cannot say whether a word is known, and ranks by rules of its own. The version is pinned,
 * and every build reads its index back with these functions.
 */

/** What stands at the beginning of each file, once unpacked. */
const signature = 'pagefind_dcd';

/** Undoes gzip, unless whoever served the file has. @throws where the file is cut short */
export async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const whole = isPacked ? await gunzip(bytes) : bytes;
  for (let at = 0; at < signature.length; at += 1) {
    if (whole[at] !== signature.charCodeAt(at)) throw new FormatError();
  }
  return whole.subarray(signature.length);
}

async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export class FormatError extends Error {
  override name = 'FormatError';
}

/** The pages that have each value of a filter, by page number: a file `filter/<name>.pf_filter`. */
export function readFilter(bytes: Uint8Array): Map<string, number[]> {
  const from = new CborReader(bytes);
  from.array();
  from.text();
  return new Map(list(from, () => pair(from, () => list(from, () => from.unsigned()))));
}

/** Where a word stands on one page. */
export interface Posting {
  readonly page: number;
  /** In the text: weight and position of each place, one after the other. A weight of 24 is 1. */
  readonly places: readonly number[];
  /** In fields: the field's number and the position in it, one after the other. */
  readonly fields: readonly number[];
}

/** A word as it is written, in small letters: `müller`. */
export interface Spelling {
  readonly form: string;
  readonly postings: readonly Posting[];
}

/** A word of the index, all its spellings with and without marks taken together. */
export interface IndexedWord extends Spelling {
  /** The most frequent one: `müller` where the key is `muller`. */
  readonly form: string;
  readonly spellings: readonly Spelling[];
}

/** The words of one chunk by their keys, in order: a file `index/<part>.pf_index`. */
export function readWords(bytes: Uint8Array): Map<string, IndexedWord> {
  const from = new CborReader(bytes);
  from.array();
  return new Map(
    list(from, () => {
      from.array();
      const key = from.text();
      const plain = { form: key, postings: readPostings(from) };
      const marked = list(from, () => {
        from.array();
        return { form: from.text(), postings: readPostings(from) };
      });
      return [key, together([plain, ...marked])] as const;
    }),
  );
}

/** Takes spellings for one word. */
export function together(spellings: readonly Spelling[]): IndexedWord {
  const [most, another] = spellings.toSorted((a, b) => b.postings.length - a.postings.length);
  if (most && !another) return { ...most, spellings };
  const byPage = new Map<number, Posting>();
  for (const { page, places, fields } of spellings.flatMap(({ postings }) => postings)) {
    const other = byPage.get(page);
    byPage.set(page, {
      page,
      places: [...(other?.places ?? []), ...places],
      fields: [...(other?.fields ?? []), ...fields],
    });
  }
  const postings = [...byPage.values()].toSorted((a, b) => a.page - b.page);
  return { form: most?.form ?? '', postings, spellings };
}

function readPostings(from: CborReader): Posting[] {
  let page = 0;
  return list(from, () => {
    const parts = from.array();
    page += from.unsigned();
    const places = readPlaces(from, 25);
    return { page, places, fields: parts > 2 ? readPlaces(from, 0) : [] };
  });
}

/** Positions are written as differences; a negative number begins another weight or field. */
function readPlaces(from: CborReader, first: number): number[] {
  const places: number[] = [];
  let kind = first;
  let position = 0;
  for (let left = from.array(); left > 0; left -= 1) {
    const number = from.integer();
    if (number < 0) {
      kind = -number - 1;
      position = 0;
    } else {
      position += number;
      places.push(kind, position);
    }
  }
  return places;
}

export function list<Item>(from: CborReader, read: () => Item): Item[] {
  const items: Item[] = [];
  for (let left = from.array(); left > 0; left -= 1) items.push(read());
  return items;
}

export function pair<Value>(from: CborReader, read: () => Value): [string, Value] {
  from.array();
  return [from.text(), read()];
}
