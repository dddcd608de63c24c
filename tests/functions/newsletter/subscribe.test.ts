import { describe, expect, it, vi } from 'vitest';
import { assert, asyncProperty, json as anyJson, oneof, string } from 'fast-check';
import { format } from 'node:util';
import { sql } from 'drizzle-orm';
import { answerSubscribe } from '#netlify/lib/newsletter/answer-subscribe.ts';
import { hashAddress } from '#netlify/lib/newsletter/address-hash.ts';
import { answerStamp, makeStamp } from '#netlify/lib/newsletter/stamp.ts';
import {
  makeContext,
  makeMailer,
  post,
  rows,
  useDatabase,
  useSite,
} from '#tests/setup/newsletter.ts';

const database = useDatabase();
const site = useSite();

const quick = { afterwards: () => undefined, pace: 0 };

function send(request: Request, ip?: string): Promise<Response> {
  return answerSubscribe({ request, context: makeContext(site.url, ip), ...quick });
}

function form(
  fields: Record<string, string> | string,
  headers: Record<string, string> = {},
): Request {
  return new Request(`${site.url}/api/subscribe`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: site.url,
      ...headers,
    },
    body: typeof fields === 'string' ? fields : new URLSearchParams(fields),
  });
}

function json(body: unknown, headers: Record<string, string> = {}): Request {
  return new Request(`${site.url}/api/subscribe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site.url, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function errorOf(response: Response): Promise<Record<string, string>> {
  const { error } = (await response.json()) as { error: Record<string, string> };
  return error;
}

const count = async (table: string): Promise<number> =>
  Number(
    (await rows<{ n: string }>(database.database, `select count(*) as n from ${table}`))[0]?.n,
  );

describe('who asks for the newsletter', () => {
  it('by a form is led to a page, and a mail is posted with it', async () => {
    const response = await send(form({ email: ' Ann@Example.com ', source: '/articles/ink/' }));
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/newsletter/sent/');
    expect(
      await rows(database.database, 'select address, status, locale from subscribers'),
    ).toEqual([{ address: 'ann@example.com', status: 'pending', locale: 'en' }]);
    const [consent] = await rows<{ kind: string; proof: object; address_hash: string }>(
      database.database,
      'select kind, proof, address_hash from consent_events',
    );
    expect(consent).toMatchObject({
      kind: 'requested',
      address_hash: hashAddress('ann@example.com'),
      proof: { source: '/articles/ink/', words: '[promise]' },
    });
    expect(JSON.stringify(consent)).not.toContain('192.0.2.7');
  });

  it('by JSON is answered JSON', async () => {
    const response = await send(json({ email: 'ann@example.com', locale: 'de' }));
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ status: 'sent', message: '[sent.text]' });
    expect(await rows(database.database, 'select locale from subscribers')).toEqual([
      { locale: 'de' },
    ]);
  });

  it('is led to the page of their language', async () => {
    const response = await send(form({ email: 'ann@example.com', locale: 'de' }));
    expect(response.headers.get('location')).toBe('/de/newsletter/sent/');
  });

  it('in a language that is none gets the default one', async () => {
    for (const locale of ['fr', '../../x', '__proto__', 'x'.repeat(99)]) {
      expect((await send(form({ email: 'ann@example.com', locale }))).status).toBe(303);
    }
    expect(await rows(database.database, 'select locale from subscribers')).toEqual([
      { locale: 'en' },
    ]);
  });

  it('gets answers with the headers that every answer has', async () => {
    const response = await send(form({ email: 'ann@example.com' }));
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('the answer', () => {
  it('is the same whatever is known of the address', async () => {
    const mailer = makeMailer();
    await send(json({ email: 'confirmed@example.com' }));
    await database.database.execute(sql`update subscribers set status = 'confirmed'`);
    await send(json({ email: 'pending@example.com' }));
    await database.database.execute(
      sql`insert into suppressions (address_hash, reason) values (${hashAddress('complained@example.com')}, 'complaint')`,
    );
    const answers: string[] = [];
    for (const email of ['new', 'pending', 'confirmed', 'complained']) {
      const response = await send(json({ email: `${email}@example.com` }), '198.51.100.1');
      answers.push(`${response.status} ${await response.text()} ${[...response.headers].join()}`);
    }
    const machine = await send(json({ email: 'bot@example.com', website: 'https://x' }));
    answers.push(`${machine.status} ${await machine.text()} ${[...machine.headers].join()}`);
    expect(new Set(answers).size).toBe(1);
    await post(database.database, mailer, site.site);
    expect(mailer.sent.map(({ to, subject }) => `${to} ${subject}`).toSorted()).toEqual([
      'new@example.com Subject of confirm',
      'pending@example.com Subject of confirm',
    ]);
  });

  it('takes a while, whether something was written or not', async () => {
    let isAnswered = false;
    const answer = async (): Promise<void> => {
      await answerSubscribe({
        request: json({ email: 'bot@example.com', website: 'x' }),
        context: makeContext(site.url),
        afterwards: () => undefined,
        // Longer than this test.
        pace: 60_000,
      });
      isAnswered = true;
    };
    void answer();
    // By then all of the rest is done: it asks the same site.
    await send(json({ email: 'ann@example.com' }));
    expect(isAnswered).toBe(false);
  });
});

describe('a second request', () => {
  it('makes no second mail soon after', async () => {
    await send(form({ email: 'ann@example.com' }));
    await send(form({ email: 'ANN@example.com' }));
    expect(await count('subscribers')).toBe(1);
    expect(await count('outbox')).toBe(1);
  });

  it('makes one after some time', async () => {
    await send(form({ email: 'ann@example.com' }));
    await database.database.execute(
      sql`update subscribers set answered_at = now() - interval '11 minutes'`,
    );
    await send(form({ email: 'ann@example.com' }));
    expect(await count('outbox')).toBe(2);
  });

  it('of who has it says so in a mail, once a day', async () => {
    await send(form({ email: 'ann@example.com' }));
    await database.database.execute(
      sql`update subscribers set status = 'confirmed', answered_at = now() - interval '25 hours'`,
    );
    await send(form({ email: 'ann@example.com' }));
    await send(form({ email: 'ann@example.com' }));
    expect(await rows(database.database, 'select kind from outbox order by created_at')).toEqual([
      { kind: 'confirm' },
      { kind: 'already' },
    ]);
    expect(await rows(database.database, 'select status from subscribers')).toEqual([
      { status: 'confirmed' },
    ]);
  });

  it('of who has left asks anew', async () => {
    await send(form({ email: 'ann@example.com' }));
    await database.database.execute(
      sql`update subscribers set status = 'unsubscribed', answered_at = now() - interval '1 day'`,
    );
    await send(form({ email: 'ann@example.com' }));
    expect(await rows(database.database, 'select status from subscribers')).toEqual([
      { status: 'pending' },
    ]);
  });

  it('of who was erased asks anew', async () => {
    await database.database.execute(
      sql`insert into suppressions (address_hash, reason) values (${hashAddress('ann@example.com')}, 'erased')`,
    );
    await send(form({ email: 'ann@example.com' }));
    expect(await count('outbox')).toBe(1);
  });
});

describe('machines', () => {
  it.each([
    ['fill in what people do not see', () => ({ website: 'https://spam.example' })],
    ['are faster than people', () => ({ stamp: makeStamp(Date.now() - 100) })],
    ['make a stamp up', () => ({ stamp: `${(Date.now() - 9000).toString(36)}.${'a'.repeat(43)}` })],
    ['send anything for one', () => ({ stamp: 'x' })],
  ])('that %s get the same answer, and nothing happens', async (_what, fields) => {
    const response = await send(json({ email: 'bot@example.com', ...fields() }));
    expect(response.status).toBe(202);
    expect(await count('subscribers')).toBe(0);
    expect(await count('outbox')).toBe(0);
  });

  it('are not those who take their time', async () => {
    await send(
      json({ email: 'ann@example.com', stamp: makeStamp(Date.now() - 4000), website: '' }),
    );
    expect(await count('outbox')).toBe(1);
  });

  it('are not those who leave a page open for days', async () => {
    await send(
      json({ email: 'ann@example.com', stamp: makeStamp(Date.now() - 50 * 60 * 60 * 1000) }),
    );
    expect(await count('outbox')).toBe(1);
  });

  it('get a stamp like everybody, and it is not kept by caches', async () => {
    const response = answerStamp();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      stamp: expect.stringMatching(/^[0-9a-z]+\.[\w-]{43}$/u),
    });
  });
});

describe('bad input', () => {
  it.each([
    [
      'no content type',
      { 'content-type': '' },
      'email=a@example.com',
      415,
      'unsupported_media_type',
    ],
    [
      'a foreign type',
      { 'content-type': 'text/plain' },
      'email=a@example.com',
      415,
      'unsupported_media_type',
    ],
    ['broken JSON', {}, '{"email":', 400, 'invalid_json'],
    ['a list', {}, '["ann@example.com"]', 400, 'invalid_json'],
    ['null', {}, 'null', 400, 'invalid_json'],
    ['a number for an address', {}, '{"email":1}', 400, 'invalid_type'],
    [
      'an object for an address',
      {},
      '{"email":{"__proto__":"a@example.com"}}',
      400,
      'invalid_type',
    ],
    ['two addresses', {}, '{"email":["a@example.com","b@example.com"]}', 400, 'duplicate_field'],
    ['no address', {}, '{}', 422, 'missing_email'],
    ['an empty address', {}, '{"email":"  "}', 422, 'missing_email'],
    ['no address at all', {}, '{"email":"ann"}', 422, 'invalid_email'],
    ['a throw-away address', {}, '{"email":"ann@mailinator.com"}', 422, 'disposable_email'],
    ['one under such a domain', {}, '{"email":"ann@a.mailinator.com"}', 422, 'disposable_email'],
    ['one that the owner refuses', {}, '{"email":"ann@refused.example"}', 422, 'disposable_email'],
    ['prototype keys', {}, '{"__proto__":{"email":"a@example.com"}}', 400, 'invalid_type'],
  ])('such as %s is refused, with words', async (_what, headers, body, status, code) => {
    const response = await send(json(body, { accept: 'application/json', ...headers }));
    expect(response.status).toBe(status);
    const error = await errorOf(response);
    expect(error['code']).toBe(code);
    expect(error['message']).toMatch(/\S/u);
    if (code.endsWith('_email')) expect(error['field']).toBe('email');
    expect(await count('subscribers')).toBe(0);
  });

  it.each([
    ['said to be long', { 'content-length': '9000' }],
    ['longer than it says', {}],
  ])('that is %s is not read', async (_what, headers) => {
    const response = await send(json(`{"email":"${'a'.repeat(1_000_000)}"}`, headers));
    expect(response.status).toBe(413);
    expect((await errorOf(response))['code']).toBe('too_large');
  });

  it('that is no UTF-8 is refused', async () => {
    const request = new Request(`${site.url}/api/subscribe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    });
    expect((await send(request)).status).toBe(400);
  });

  it.each([
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('from another site is refused: %o', async (headers) => {
    const response = await send(json({ email: 'ann@example.com' }, headers));
    expect(response.status).toBe(403);
    expect(await count('subscribers')).toBe(0);
  });

  it('from the address that the publication says it has is taken', async () => {
    const response = await send(
      json({ email: 'a@example.com' }, { origin: 'https://small.example' }),
    );
    expect(response.status).toBe(202);
  });

  it('in a form shows the form again, with what was written and what is wrong', async () => {
    const vector = '"><script>alert(1)</script>';
    const response = await send(form({ email: vector }));
    expect(response.status).toBe(422);
    const text = await response.text();
    expect(text).toContain('[error.invalid_email]');
    expect(text).toContain('value="&quot;&gt;&lt;script&gt;');
    expect(text).toContain('aria-describedby="email-error"');
    expect(text).not.toContain('<script>alert');
  });

  it('twice in a form is refused', async () => {
    const response = await send(
      form('email=a@example.com&email=b@example.com', { accept: 'text/html' }),
    );
    expect(response.status).toBe(400);
    expect(await count('subscribers')).toBe(0);
  });

  it('of any kind is answered, and never with a fault', async () => {
    await assert(
      asyncProperty(oneof(anyJson(), string({ unit: 'binary' })), async (body) => {
        const response = await send(json(body), '203.0.113.9');
        expect([202, 400, 413, 422, 429]).toContain(response.status);
      }),
      { numRuns: 60 },
    );
    await assert(
      asyncProperty(string({ unit: 'binary' }), async (email) => {
        const response = await send(form({ email }), '203.0.113.10');
        expect([303, 422, 429]).toContain(response.status);
      }),
      { numRuns: 60 },
    );
  });
});

describe('too many requests', () => {
  it('of one client are refused, and say when to come back', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 22; at += 1)
      statuses.push((await send(json({ email: `a${at}@example.com` }), '2001:db8:1:2::1')).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    const response = await send(json({ email: 'z@example.com' }), '2001:db8:1:aa::2');
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    // The neighbours have a network of their own.
    expect((await send(json({ email: 'z@example.com' }), '2001:db8:1:300::1')).status).toBe(202);
  });

  it('for one address are answered as ever, and nothing is sent', async () => {
    for (let at = 0; at < 9; at += 1) {
      await database.database.execute(sql`update subscribers set answered_at = null`);
      const response = await send(json({ email: 'ann@example.com' }), `192.0.2.${at}`);
      expect(response.status).toBe(202);
    }
    expect(await count('outbox')).toBe(8);
  });

  it('keep no address of a client', async () => {
    await send(json({ email: 'ann@example.com' }));
    const kept = JSON.stringify(await rows(database.database, 'select * from limits'));
    expect(kept).not.toContain('192.0.2');
    expect(kept).not.toContain('ann@');
  });
});

describe('where something is down', () => {
  it('a program is told so, and to come back', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
    const response = await send(json({ email: 'ann@example.com' }));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('120');
    expect((await errorOf(response))['code']).toBe('unavailable');
    expect(said).toHaveBeenCalled();
    expect(said.mock.calls.map((call) => format(...call)).join()).not.toContain('ann@example.com');
  });

  it('a reader sees a page that says so, with what they wrote', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
    const response = await send(form({ email: 'ann@example.com' }));
    expect(response.status).toBe(503);
    const text = await response.text();
    expect(text).toContain('[error.unavailable]');
    expect(text).toContain('value="ann@example.com"');
  });

  it.each([
    ['others were in the way', '40P01'],
    ['others were in the way', '40001'],
    ['it only reads for now', '25006'],
    ['it is being shut down', '57P01'],
  ])('the same is said where the database cannot do it now: %s (%s)', async (_what, code) => {
    vi.spyOn(console, 'error').mockReturnValue();
    await failing(code, async () => {
      const response = await send(json({ email: 'ann@example.com' }));
      expect(response.status).toBe(503);
      expect((await errorOf(response))['code']).toBe('unavailable');
    });
  });

  it('another is said where a statement is wrong', async () => {
    vi.spyOn(console, 'error').mockReturnValue();
    await failing('23514', async () => {
      expect((await send(json({ email: 'ann@example.com' }))).status).toBe(500);
    });
  });
});

/** While nobody can be written down, for a reason that has this code. */
async function failing(code: string, act: () => Promise<void>): Promise<void> {
  await database.database.execute(
    sql.raw(`create function fail() returns trigger language plpgsql as
      $$ begin raise exception 'It fails.' using errcode = '${code}'; end $$`),
  );
  await database.database.execute(
    sql`create trigger fails before insert on subscribers execute function fail()`,
  );
  try {
    await act();
  } finally {
    await database.database.execute(sql`drop function fail cascade`);
  }
}
