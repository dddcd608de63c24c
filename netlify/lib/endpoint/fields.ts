import { readAtMost } from '#netlify/lib/read-at-most.ts';
import { Refusal } from './refusal.ts';

/** What was sent: names and their values, in the order in which they came. */
export class Fields {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values;
  }

  /** The value of a field that may stand there once; null where it does not. */
  one(name: string): string | null {
    const values = this.#values.get(name) ?? [];
    if (values.length > 1) {
      throw new Refusal(400, 'duplicate_field', `${name} is there more than once.`, {
        field: name,
      });
    }
    return values[0] ?? null;
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
}

type BodyType = 'form' | 'json';

const types: Readonly<Record<string, BodyType>> = {
  'application/x-www-form-urlencoded': 'form',
  'application/json': 'json',
};

/** What kind of body a request says it has. @throws Refusal where it is neither a form nor JSON */
function bodyTypeOf(request: Request): BodyType {
  const [name = ''] = (request.headers.get('content-type') ?? '').split(';');
  const type = Object.entries(types).find(([known]) => known === name.trim().toLowerCase());
  if (!type) {
    throw new Refusal(415, 'unsupported_media_type', `Send ${Object.keys(types).join(' or ')}.`);
  }
  return type[1];
}

/** Reads a form or JSON of at most `maxBytes`. @throws Refusal where it is something else */
export async function readFields(request: Request, maxBytes: number): Promise<Fields> {
  const type = bodyTypeOf(request);
  const text = decode(await readBody(request, maxBytes));
  return type === 'form' ? fieldsOfForm(text) : fieldsOfJson(text);
}

/** Reads a body, and no more of it than is taken. @throws Refusal */
export async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  const isSaidToBeMore = Number(request.headers.get('content-length') ?? 0) > maxBytes;
  const body = isSaidToBeMore ? null : await readAtMost(request.body, maxBytes);
  if (body === null) throw new Refusal(413, 'too_large', `Send at most ${maxBytes} bytes.`);
  return body;
}

/** As text. @throws Refusal where it is none */
function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new Refusal(400, 'invalid_text', 'Send UTF-8.');
  }
}

function fieldsOfForm(text: string): Fields {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) add(values, name, value);
  return new Fields(values);
}

function fieldsOfJson(text: string): Fields {
  const json = parse(text);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new Refusal(400, 'invalid_json', 'Send a JSON object.');
  }
  const values = new Map<string, string[]>();
  // Entries are own properties: `__proto__` is a name like any other, that nobody asks for.
  for (const [name, value] of Object.entries(json)) {
    // Null is what programs send for a field that they do not have.
    if (value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) {
      if (typeof one !== 'string') {
        throw new Refusal(400, 'invalid_type', `${name} is to be text.`, { field: name });
      }
      add(values, name, one);
    }
  }
  return new Fields(values);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'invalid_json', 'This is no JSON.');
  }
}

function add(values: Map<string, string[]>, name: string, value: string): void {
  const before = values.get(name);
  if (before) before.push(value);
  else values.set(name, [value]);
}
