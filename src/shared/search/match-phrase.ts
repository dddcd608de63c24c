import type { Posting } from './index-format.ts';
import type { IndexStore } from './index-store.ts';

/** A word of the index that counts as a term of the query. */
export interface WordMatch {
  readonly postings: readonly Posting[];
  /** How much it counts: 1 for the word itself. */
  readonly quality: number;
}

/** Finds where words stand one after the other, in the text or in one field. */
export async function matchPhrase(
  keys: readonly string[],
  store: IndexStore,
): Promise<Map<string, WordMatch>> {
  const words = await Promise.all(keys.map((key) => store.word(key)));
  const lists = words.map((word) => new Map((word?.postings ?? []).map((one) => [one.page, one])));
  const [first, ...others] = lists;
  const postings = [...(first?.values() ?? [])].flatMap((posting) => {
    const followers = others.map((list) => list.get(posting.page));
    const places = startsOf(posting.places, placesOf(followers, 'places'), inText);
    const fields = startsOf(posting.fields, placesOf(followers, 'fields'), inField);
    return places.length + fields.length > 0 ? [{ page: posting.page, places, fields }] : [];
  });
  return postings.length > 0 ? new Map([[keys.join(' '), { postings, quality: 1 }]]) : new Map();
}

type Places = readonly number[];
type Place = readonly [kind: number, position: number];

function placesOf(postings: readonly (Posting | undefined)[], name: 'places' | 'fields'): Places[] {
  return postings.map((posting) => posting?.[name] ?? []);
}

/** Places of the first word at which all others follow. */
function startsOf(
  places: Places,
  followers: readonly Places[],
  nameOf: (place: Place) => string,
): number[] {
  const followed = followers.map((one) => new Set(pairs(one).map(nameOf)));
  return pairs(places)
    .filter(([kind, position]) =>
      followed.every((names, step) => names.has(nameOf([kind, position + step + 1]))),
    )
    .flat();
}

/** In the text the kind is a weight, which parts of compounds have less of. */
function inText([, position]: Place): string {
  return String(position);
}

function inField([field, position]: Place): string {
  return `${field} ${position}`;
}

function pairs(places: Places): Place[] {
  const found: Place[] = [];
  for (let at = 0; at < places.length; at += 2) {
    found.push([places[at] ?? 0, places[at + 1] ?? 0]);
  }
  return found;
}
