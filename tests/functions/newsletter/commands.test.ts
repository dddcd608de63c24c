import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { assert, property, string } from 'fast-check';
import { parse } from 'csv-parse/sync';
import { csvCell, csvLine } from '#netlify/tools/subscribers/csv-cell.ts';
import { hashAddress } from '#netlify/lib/newsletter/address-hash.ts';
import { rows, useDatabase } from '#tests/setup/newsletter.ts';

const test = useDatabase();
let folder: string;
/** Of the site whose command this is. */
let content: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'broadsheet-subscribers-'));
  content = path.join(folder, 'content');
  mkdirSync(path.join(content, 'topics'), { recursive: true });
  writeFileSync(
    path.join(content, 'site.yaml'),
    `title: Small
url: https://small.example
locales: [{ code: en, name: English }, { code: de, name: Deutsch }]`,
  );
  for (const topic of ['ink', 'type'])
    writeFileSync(path.join(content, 'topics', `${topic}.yaml`), `name: ${topic}`);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly error: string;
}

function run(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['src/tools/subscribers.ts', ...args], {
      env: { ...process.env, CONTENT_DIR: content },
    });
    let [out, error] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
    child.once('close', (status) => resolve({ status, out, error }));
  });
}

/** A cell without the apostrophe that keeps it from being run. */
function plain(text: string): string {
  return text.replace(/^'(?=[=+\-@\t\r])/u, '');
}

function csv(text: string): string {
  const file = path.join(folder, 'list.csv');
  writeFileSync(file, text);
  return file;
}

const subscribers = (): Promise<object[]> =>
  rows(
    test.database,
    'select address, status, locale, frequency, topics from subscribers order by address',
  );

describe('import', () => {
  it('subscribes those with proof, asks the others, and leaves out who is to be', async () => {
    await test.database.execute(
      sql`insert into suppressions (address_hash, reason) values (${hashAddress('complained@example.com')}, 'complaint'), (${hashAddress('erased@example.com')}, 'erased')`,
    );
    const file = csv(
      '\uFEFFE-Mail Address,Consented at,consent,locale,frequency,topics\r\n' +
        'Ann@Example.com,2024-03-01,"Old form, /newsletter",de,weekly,ink type\r\n' +
        'bob@example.com,,,,weekly,ink\r\n' +
        'complained@example.com,2024-03-01,form,,,\r\n' +
        'erased@example.com,2024-03-01,form,,,\r\n' +
        'nobody,2024-03-01,form,,,\r\n' +
        'carl@example.com,2999-01-01,form,,,\r\n',
    );
    const { status, out } = await run('import', file);
    expect(status).toBe(0);
    expect(out).toMatch(/1 {2}subscribed/u);
    expect(out).toMatch(/1 {2}asked/u);
    expect(out).toMatch(/2 {2}left out/u);
    expect(out).toMatch(/line 6: "nobody" is no mail address/u);
    expect(out).toMatch(/line 7: consented_at is "2999-01-01"/u);
    expect(await subscribers()).toEqual([
      {
        address: 'ann@example.com',
        status: 'confirmed',
        locale: 'de',
        frequency: 'weekly',
        topics: ['ink', 'type'],
      },
      {
        address: 'bob@example.com',
        status: 'pending',
        locale: 'en',
        frequency: 'weekly',
        topics: ['ink'],
      },
    ]);
    const [imported] = await rows<{ proof: object }>(
      test.database,
      "select proof from consent_events where kind = 'imported'",
    );
    expect(imported?.proof).toMatchObject({ consent: 'Old form, /newsletter' });
    expect(await rows(test.database, 'select kind from outbox')).toEqual([{ kind: 'invite' }]);
    const again = await run('import', file);
    expect(again.out).toMatch(/2 {2}left as they are/u);
    expect(await rows(test.database, 'select kind from outbox')).toHaveLength(1);
  });

  it('takes only languages and topics that the site has, and says which these are', async () => {
    const file = csv(
      'email,consented_at,consent,locale,topics\n' +
        'ann@example.com,2024-03-01,form,fr,\n' +
        'bob@example.com,2024-03-01,form,de-AT,ink lead\n' +
        'carl@example.com,2024-03-01,form,de-AT,ink\n' +
        'dora@example.com,2024-03-01,form,,\n',
    );
    const { status, out } = await run('import', file, '--locale', 'DE');
    expect(status).toBe(0);
    expect(out).toContain('line 2: locale has "fr", which the site has not; it has en, de');
    expect(out).toContain('line 3: topics has "lead", which the site has not; it has ink, type');
    expect(await subscribers()).toMatchObject([
      { address: 'carl@example.com', locale: 'de', topics: ['ink'] },
      { address: 'dora@example.com', locale: 'de', topics: [] },
    ]);
  });

  it('takes the first language of the site where none is named', async () => {
    await run('import', csv('email,consented_at,consent\nann@example.com,2024-03-01,form\n'));
    expect(await subscribers()).toMatchObject([{ locale: 'en' }]);
  });

  it('stops where the settings of the site are wrong', async () => {
    const broken = path.join(folder, 'broken');
    mkdirSync(broken);
    writeFileSync(path.join(broken, 'site.yaml'), 'title: 7\n');
    const whole = content;
    content = broken;
    const { status, error } = await run('import', csv('email\nann@example.com\n'));
    content = whole;
    expect(status).toBe(1);
    expect(error).toContain('site.yaml');
    expect(await subscribers()).toEqual([]);
  });

  it('tries without writing', async () => {
    const { out, status } = await run('import', csv('email\nann@example.com\n'), '--dry-run');
    expect(status).toBe(0);
    expect(out).toContain('Nothing was written');
    expect(await subscribers()).toEqual([]);
  });

  it.each([
    ['no file', () => ['import'], 2, 'Which file'],
    ['a file that is not there', () => ['import', 'nowhere.csv'], 2, 'There is no file'],
    ['no column for addresses', () => ['import', csv('name\nAnn\n')], 2, 'no column email'],
    ['something else', () => ['import', csv('email\n"ann@example.com\n')], 1, 'is no CSV'],
    [
      'a language that the site has not',
      () => ['import', csv('email\n'), '--locale', 'fr'],
      2,
      '--locale is "fr"; the site has en, de.',
    ],
    ['an option that is none', () => ['import', '--force'], 2, '--force'],
  ])('says what is wrong with %s', async (_what, args, status, words) => {
    const ran = await run(...args());
    expect(ran.status).toBe(status);
    expect(ran.error).toContain(words);
    expect(ran.error).not.toMatch(/ at .*\.ts:\d+/u);
  });
});

describe('export', () => {
  it('can be imported again, and runs no formula', async () => {
    await test.database.execute(
      sql`insert into subscribers (address, locale, status) values ('=cmd@example.com', 'en', 'confirmed'), ('ann@example.com', 'en', 'pending')`,
    );
    const { out, status } = await run('export');
    expect(status).toBe(0);
    expect(out).toContain("'=cmd@example.com");
    const read = parse(out, { columns: true }) as { email: string }[];
    expect(read).toHaveLength(2);
    const file = path.join(folder, 'out.csv');
    expect((await run('export', '--out', file)).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(out);
  });

  it('ends quietly where nobody reads on', async () => {
    await test.database.execute(
      sql`insert into subscribers (address, locale)
        select 'reader' || n || '@example.com', 'en' from generate_series(1, 5000) n`,
    );
    const child = spawn(process.execPath, ['src/tools/subscribers.ts', 'export'], {
      env: { ...process.env, CONTENT_DIR: content },
    });
    let error = '';
    child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    const [status] = (await once(child, 'close')) as [number];
    expect(error).toBe('');
    expect(status).toBe(0);
  });

  it('writes what any program reads back', () => {
    assert(
      property(string({ unit: 'binary' }), string(), (one, other) => {
        const [cells] = parse(csvLine(['x', one, other]), {
          relax_column_count: true,
        }) as string[][];
        return plain(cells?.[1] ?? '') === plain(one) && plain(cells?.[2] ?? '') === plain(other);
      }),
    );
    expect(csvCell('+1')).toBe("'+1");
    expect(csvCell('a"b')).toBe('"a""b"');
  });
});

describe('erase', () => {
  it('forgets somebody', async () => {
    await test.database.execute(
      sql`insert into subscribers (address, locale) values ('ann@example.com', 'en')`,
    );
    expect((await run('erase', 'ANN@example.com')).status).toBe(0);
    expect(await subscribers()).toEqual([]);
    const again = await run('erase', 'ann@example.com');
    expect(again).toMatchObject({ status: 1, error: expect.stringContaining('Nothing is kept') });
  });

  it('wants an address', async () => {
    expect((await run('erase')).status).toBe(2);
    expect((await run('erase', 'nobody')).status).toBe(2);
  });
});

describe('stats', () => {
  it('says how many there are, and what could not be sent', async () => {
    await test.database.execute(
      sql`insert into subscribers (address, locale, status, confirmed_at) values ('ann@example.com', 'en', 'confirmed', now())`,
    );
    await test.database.execute(
      sql`insert into outbox (kind, subscriber_id, due_at, set_aside_at, last_error)
        select 'welcome', id, null, now(), 'No such mailbox.' from subscribers`,
    );
    const { out, status } = await run('stats');
    expect(status).toBe(0);
    expect(out).toContain('1  confirmed (en, each)');
    expect(out).toContain('█');
    expect(out).toContain('welcome: No such mailbox.');
    expect(out).not.toContain('ann@example.com');
  });

  it('has nothing to say where there is nobody', async () => {
    const { out, status } = await run('stats');
    expect(status).toBe(0);
    expect(out).toContain('Subscribers: none');
  });
});

describe('the command', () => {
  it('explains itself', async () => {
    const { out, status } = await run('--help');
    expect(status).toBe(0);
    for (const word of ['import', 'export', 'erase', 'stats', 'Exit codes'])
      expect(out).toContain(word);
    expect((await run()).status).toBe(2);
    expect((await run('delete')).error).toContain('There is no command "delete"');
  });

  it('says so where the database is down', async () => {
    const child = await new Promise<Ran>((resolve) => {
      const env = { ...process.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
      const command = spawn(process.execPath, ['src/tools/subscribers.ts', 'stats'], { env });
      let error = '';
      command.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
      command.once('close', (status) => resolve({ status, out: '', error }));
    });
    expect(child.status).toBe(1);
    expect(child.error).toContain('The database cannot be reached');
  });
});
