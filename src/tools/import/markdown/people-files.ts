import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { isRecord } from './foreign-fields.ts';
import { personFrom, type Person } from './people.ts';
import type { Report } from './report.ts';

/** Where Docusaurus, Jekyll and Hugo keep descriptions of people. */
const places = [
  'authors.yml',
  'authors.yaml',
  'authors.json',
  'blog/authors.yml',
  '_data/authors.yml',
  '_data/authors.yaml',
  'data/authors.yml',
  'data/authors.yaml',
  '_data/people.yml',
];

/** Reads people described in a file of their own. JSON is YAML. */
export async function readKnownPeople(
  folder: string,
  report: Report,
): Promise<Map<string, Person>> {
  const people = new Map<string, Person>();
  for (const place of places) {
    const text = await readFile(path.join(folder, place), 'utf8').catch(() => null);
    if (text === null) continue;
    for (const [key, record] of Object.entries(readRecord(text, place, report))) {
      const person = isRecord(record) ? personFrom(record, key) : null;
      if (person) people.set(key, person);
    }
  }
  return people;
}

function readRecord(
  text: string,
  place: string,
  report: Report,
): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = parse(text, { maxAliasCount: 20 });
    return isRecord(value) ? value : {};
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0] : '';
    report.forFile(place).note('left out', 'descriptions of authors in broken YAML', 1, message);
    return {};
  }
}
