import { isRecord, type ForeignFields } from './foreign-fields.ts';
import { makeSlug, shorten } from '#src/collections/short-text.ts';
import { toPlainText } from './plain-text.ts';
import type { FileNotes } from './report.ts';
import { webAddress } from './addresses.ts';

/** Somebody as `authors/<id>.yaml` describes them. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly bio: string | null;
  readonly url: string | null;
}

/** People described in a file of their own (`authors.yml`), by the key that articles use. */
export type KnownPeople = ReadonlyMap<string, Person>;

const longestName = 80;
const longestBio = 500;

/** Reads who wrote an article from whatever field says it. Empty where none does. */
export function readPeople(fields: ForeignFields, known: KnownPeople, notes: FileNotes): Person[] {
  const found = fields.first('authors', 'author', 'byline', 'creator', 'writer');
  const people = found ? peopleIn(found.value, known, notes) : [];
  if (people.length > 0) notes.count('mapped', `${found?.written ?? ''} → authors`);
  return [...new Map(people.map((person) => [person.id, person])).values()];
}

function peopleIn(value: unknown, known: KnownPeople, notes: FileNotes): Person[] {
  if (Array.isArray(value)) return value.flatMap((item) => peopleIn(item, known, notes));
  if (isRecord(value)) return [personFrom(value, null)].filter((person) => person !== null);
  if (typeof value !== 'string') return [];
  const described = known.get(value.trim());
  if (described) return [described];
  return splitNames(value, notes).flatMap(
    (name) => known.get(name) ?? personNamed(name, notes) ?? [],
  );
}

/** `A and B`, `A & B`, `A, B`, `A; B`; but not `Smith, John` nor `John Smith, Jr.` */
function splitNames(text: string, notes: FileNotes): string[] {
  const protectedText = text.replaceAll(/,\s+(?=(?:jr|sr|ph\.?d|m\.?d|ii|iii|iv)\b)/gi, ' ');
  const parts = protectedText.split(/\s+(?:and|&|\+|und|et|y)\s+|\s*[;|]\s*|\s*&\s*/i);
  return parts.flatMap((part) => {
    const pieces = part.split(/\s*,\s*/).filter((piece) => piece !== '');
    if (pieces.length !== 2 || pieces.some((piece) => piece.includes(' '))) return pieces;
    if (parts.length > 1) return pieces;
    notes.note('guessed', 'author: “Surname, Name” read as one person', null, part);
    return [`${pieces[1]} ${pieces[0]}`];
  });
}

/** Handles, addresses of mail and of profiles beside a name are not part of it. */
function personNamed(text: string, notes: FileNotes): Person | null {
  const name = text.replaceAll(/\s*(?:<[^<>]*>|\([^()]*\))/g, '').trim();
  if (name !== '' && name !== text.trim())
    notes.note('guessed', 'author: what stood in brackets beside the name left out', null, text);
  return person({ name: name || text, id: null, bio: null, url: null });
}

/** Reads `{ name, bio, url }` and the like; `key` is what articles call this person. */
export function personFrom(
  record: Readonly<Record<string, unknown>>,
  key: string | null,
): Person | null {
  const field = (...names: readonly string[]): string | null => {
    const value = names
      .map((name) => record[name])
      .find((one) => typeof one === 'string' && one.trim() !== '');
    return typeof value === 'string' ? value : null;
  };
  return person({
    name: field('name', 'display_name', 'displayName', 'title') ?? key ?? '',
    id: key,
    bio: field('bio', 'description', 'about', ...(record['name'] === undefined ? [] : ['title'])),
    url: field('url', 'website', 'link', 'web'),
  });
}

interface RoughPerson {
  readonly name: string;
  readonly id: string | null;
  readonly bio: string | null;
  readonly url: string | null;
}

function person({ name, id, bio, url }: RoughPerson): Person | null {
  const plainName = shorten(toPlainText(name), longestName);
  if (plainName === '') return null;
  return {
    id: makeSlug(id ?? plainName) || 'author',
    name: plainName,
    bio: bio === null ? null : shorten(toPlainText(bio), longestBio) || null,
    url: url === null ? null : webAddress(url),
  };
}

/** The person to whom articles without an author are given. */
export function personCalled(name: string): Person {
  return (
    person({ name, id: null, bio: null, url: null }) ?? {
      id: 'author',
      name: 'Author',
      bio: null,
      url: null,
    }
  );
}
