import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isSlug } from '#src/collections/schemas/fields.ts';
import { plainMapping } from '#src/collections/schemas/contentful.ts';
import { everyArticle, isPassGood } from '#src/shared/preview-pass.ts';
import { shapeOf } from '#src/tools/contentful/field-shape.ts';
import { ownTypes } from '#src/tools/contentful/own-types.ts';
import {
  managedSpace,
  managementToken,
  startManagement,
  type ContentType,
  type ManagementServer,
} from '#tests/mocks/contentful/management.ts';
import { startContentful, token } from '#tests/mocks/contentful/server.ts';
import { en } from '#tests/setup/contentful-items.ts';

const root = path.resolve('.');
const plainSite =
  'title: Here\nurl: https://here.example\nlocales: [{ code: en, name: English }]\n';

let server: ManagementServer;
let folder: string;

beforeEach(async () => {
  server = await startManagement();
  folder = await mkdtemp(path.join(tmpdir(), 'broadsheet-contentful-'));
  await writeFile(path.join(folder, 'site.yaml'), plainSite);
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly status: number | null;
  readonly output: string;
}

async function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const child = spawn(process.execPath, [path.join(root, 'src/tools/contentful.ts'), ...args], {
    cwd: root,
    env: {
      ...process.env,
      CONTENT_DIR: folder,
      CONTENTFUL_SPACE_ID: managedSpace,
      CONTENTFUL_ENVIRONMENT: '',
      CONTENTFUL_MANAGEMENT_TOKEN: managementToken,
      CONTENTFUL_DELIVERY_TOKEN: '',
      CONTENTFUL_HOST: `https://${server.host}`,
      NODE_EXTRA_CA_CERTS: server.certificate,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
  }
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, output: output.join('') };
}

function typeOf(id: string): ContentType {
  const type = server.types.get(id);
  if (!type) throw new Error(`There is no content type ${id}.`);
  return type;
}

function fieldOf(id: string, field: string): Readonly<Record<string, unknown>> | undefined {
  return typeOf(id).fields.find((one) => one['id'] === field);
}

/** As if setup had been run. */
function fillSpace({ types }: ManagementServer): void {
  for (const { id, name, displayField, fields } of ownTypes) {
    const shapes = fields.map((field) => Object.assign({ id: field.id }, shapeOf(field)));
    types.set(id, {
      sys: { id, version: 2, publishedVersion: 1 },
      name,
      displayField,
      fields: shapes,
    });
  }
}

const writes = (): string[] => server.requests.filter((one) => !one.startsWith('GET'));

describe('the content types of setup', () => {
  it('are those that a build reads without any mapping, field by field', () => {
    const { articles, authors, topics, series, embeds } = plainMapping;
    const read = [...articles, authors, topics, series].map(({ type, fields }) => [
      type,
      Object.values(fields).toSorted(),
    ]);
    const embedded = Object.entries(embeds).map(([type, embed]) => [
      type,
      Object.entries(embed)
        .flatMap(([name, field]) => (name === 'as' ? [] : [field]))
        .toSorted(),
    ]);
    const made = ownTypes.map(({ id, fields }) => [id, fields.map((field) => field.id).toSorted()]);
    expect(made.toSorted()).toEqual([...read, ...embedded].toSorted());
  });

  it('take the slugs that addresses can have, in any script', () => {
    const slugs = ownTypes.flatMap(({ fields }) => fields.filter(({ id }) => id === 'slug'));
    const rules = slugs.map(({ validations }) => JSON.stringify(validations));
    expect(new Set(rules).size).toBe(1);
    const [, pattern = ''] = /"pattern":"((?:[^"\\\\]|\\\\.)*)"/.exec(rules[0] ?? '') ?? [];
    const rule = new RegExp(JSON.parse(`"${pattern}"`) as string);
    for (const good of ['a-good-name', 'café', 'مرفأ', '港', 'имя-2']) {
      expect([isSlug(good), rule.test(good)], good).toEqual([true, true]);
    }
    for (const bad of ['A-Name', 'two words', 'a--b', '-a', 'a-', 'a/b', 'a.b', 'a?b', '']) {
      expect(rule.test(bad), bad).toBe(false);
    }
  });

  it('have what Contentful demands: one name, and help for each field', () => {
    for (const { displayField, fields } of ownTypes) {
      expect(fields.map(({ id }) => id)).toContain(displayField);
      expect(fields.every(({ help }) => help.length > 5)).toBe(true);
    }
  });
});

describe('setup', () => {
  it('makes all of them in an empty space, published, and has nothing to do then', async () => {
    const first = await run(['setup', '--yes']);
    expect(first.output).toContain('Done.');
    expect(first.status).toBe(0);
    expect([...server.types.keys()].toSorted()).toEqual(ownTypes.map(({ id }) => id).toSorted());
    for (const { sys } of server.types.values()) {
      expect(sys.publishedVersion).toBe(sys.version - 1);
    }
    expect(fieldOf('article', 'authors')).toMatchObject({
      type: 'Array',
      required: true,
      items: { linkType: 'Entry', validations: [{ linkContentType: ['author'] }] },
    });
    expect(typeOf('author').displayField).toBe('name');
    expect(JSON.stringify(server.editors.get('article'))).toContain('slugEditor');
    server.requests.length = 0;
    const second = await run(['setup', '--yes']);
    expect(second.output).toContain('The space has all it needs.');
    expect(second.status).toBe(0);
    expect(writes()).toEqual([]);
    const checked = await run(['check']);
    expect(checked).toEqual({ status: 0, output: 'The space is as builds read it.\n' });
  }, 60_000);

  it('adds what is missing and sets what is otherwise, and leaves alone what is of another kind', async () => {
    fillSpace(server);
    const article = typeOf('article');
    const others = article.fields.filter(
      ({ id }) => !['updatedAt', 'slug', 'comments'].includes(String(id)),
    );
    const fields = [
      ...others,
      { ...fieldOf('article', 'slug'), name: 'Kurzname', validations: [] },
      { ...fieldOf('article', 'comments'), type: 'Symbol' },
      { id: 'mood', name: 'Mood', type: 'Symbol' },
    ];
    server.types.set('article', { ...article, fields });
    const checked = await run(['check']);
    expect(checked.status).toBe(1);
    expect(checked.output).toContain('article.updatedAt  add the field (date and time)');
    const ran = await run(['setup', '--yes']);
    expect(ran.output).toContain('article.comments  holds short text and not boolean');
    expect(ran.status).toBe(1);
    expect(fieldOf('article', 'updatedAt')).toMatchObject({ type: 'Date' });
    expect(fieldOf('article', 'slug')).toMatchObject({ name: 'Kurzname' });
    expect(JSON.stringify(fieldOf('article', 'slug'))).toContain('unique');
    expect(fieldOf('article', 'comments')).toMatchObject({ type: 'Symbol' });
    expect(fieldOf('article', 'mood')).toMatchObject({ name: 'Mood' });
  }, 60_000);

  it('says what it would do and does nothing where nobody can be asked', async () => {
    const ran = await run(['setup']);
    expect(ran.status).toBe(2);
    expect(ran.output).toContain('article  make the content type');
    expect(ran.output).toContain('--yes');
    expect(writes()).toEqual([]);
  });

  it('makes no types that site.yaml reads from elsewhere', async () => {
    const mapping = 'contentful:\n  articles: [{ type: blogPost }]\n  authors: { type: person }\n';
    await writeFile(path.join(folder, 'site.yaml'), plainSite + mapping);
    const ran = await run(['setup']);
    expect(ran.output).not.toMatch(/^ {2}(?:article|author) {2}/m);
    expect(ran.output).toMatch(/^ {2}topic {2}/m);
  });

  it.each([
    [{ CONTENTFUL_MANAGEMENT_TOKEN: 'wrong' }, 'CONTENTFUL_MANAGEMENT_TOKEN is not good'],
    [{ CONTENTFUL_MANAGEMENT_TOKEN: '' }, 'CONTENTFUL_MANAGEMENT_TOKEN is needed'],
    [{ CONTENTFUL_SPACE_ID: 'other' }, 'There is no space other'],
    [{ CONTENTFUL_SPACE_ID: '' }, 'CONTENTFUL_SPACE_ID is needed'],
    [{ CONTENTFUL_HOST: 'https://localhost:1' }, 'Nothing answers at https://localhost:1.'],
  ])('says what is set wrong: %j', async (environment, message) => {
    const ran = await run(['setup', '--yes'], environment);
    expect(ran.status).toBe(1);
    expect(ran.output).toContain(message);
    expect(ran.output).not.toContain('    at ');
  });

  it('waits where it is told to', async () => {
    server.failNext(429);
    const ran = await run(['setup']);
    expect(ran.output).toContain('article  make the content type');
  });

  it('says that it may have been done in part, and leaves no file with tokens', async () => {
    // What is read goes well; the library reads once more, and then nothing that is written does.
    server.failNext(0, ...Array<number>(11).fill(422));
    const ran = await run(['setup', '--yes']);
    expect(ran.status).toBe(1);
    expect(ran.output).toContain('The space could not be changed, or only in part');
    expect(ran.output).not.toContain(managementToken);
    expect((await readdir(root)).filter((name) => name.startsWith('errors-'))).toEqual([]);
  }, 60_000);
});

function field(id: string, type: string, more: object = {}): object {
  return { id, name: id, type, ...more };
}

describe('check', () => {
  it('reads a space of somebody’s own through its mapping, with the token of builds', async () => {
    const space = await startContentful([en], {
      id: managedSpace,
      contentTypes: [
        {
          sys: { id: 'blogPost' },
          fields: [
            field('title', 'Symbol'),
            field('slug', 'Symbol'),
            field('description', 'Text'),
            field('publishDate', 'Symbol'),
            field('author', 'Link', { linkType: 'Entry' }),
            field('body', 'Text'),
          ],
        },
      ],
    });
    const mapping = [
      'contentful:',
      '  articles:',
      '    - type: blogPost',
      '      fields: { publishedAt: publishDate, authors: author, cover: heroImage }',
      '    - type: news',
      '',
    ].join('\n');
    await writeFile(path.join(folder, 'site.yaml'), plainSite + mapping);
    const ran = await run(['check'], {
      CONTENTFUL_MANAGEMENT_TOKEN: '',
      CONTENTFUL_DELIVERY_TOKEN: token,
      CONTENTFUL_HOST: space.url,
    });
    await space.close();
    expect(ran.status).toBe(1);
    expect(ran.output.split('\n').slice(0, 3)).toEqual([
      '  blogPost.publishDate (publishedAt)  holds short text, and is read as date and time',
      '  blogPost.heroImage (cover)  is no field of this content type',
      '  news  is no content type of this space, though articles are read from it',
    ]);
  });

  it('says what is wrong with site.yaml', async () => {
    await writeFile(path.join(folder, 'site.yaml'), 'title: 3\n');
    const ran = await run(['check']);
    expect(ran.status).toBe(1);
    expect(ran.output).toContain('site.yaml');
  });
});

describe('a link to previews', () => {
  const secret = 'a secret of at least 32 characters';

  it.each([
    [[], everyArticle, '/preview/articles/{entry.fields.slug}/'],
    [['--article', '/de/articles/regen/'], '/de/articles/regen/', '/preview/de/articles/regen/'],
  ])('is signed: %j', async (args, subject, pathname) => {
    const ran = await run(['preview-link', '--days', '2', ...args], { AUTH_SECRET: secret });
    expect(ran.status).toBe(0);
    const [line = ''] = ran.output.split('\n');
    expect(line.startsWith(`https://here.example${pathname}?`)).toBe(true);
    const query = new URLSearchParams(line.split('?')[1]);
    const pass = {
      subject,
      until: Number(query.get('until')),
      signature: query.get('signature') ?? '',
    };
    const day = 24 * 60 * 60 * 1000;
    expect(await isPassGood(secret, pass, new Date(Date.now() + 1.9 * day))).toBe(true);
    expect(await isPassGood(secret, pass, new Date(Date.now() + 2.1 * day))).toBe(false);
    expect(await isPassGood(`${secret}!`, pass, new Date())).toBe(false);
  });

  it.each([['--days', '0'], ['--days', 'x'], ['--article', 'regen'], ['more']])(
    'is refused for %j',
    async (...args) => {
      expect((await run(['preview-link', ...args], { AUTH_SECRET: secret })).status).toBe(2);
    },
  );
});
