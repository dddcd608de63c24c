import { afterEach, describe, expect, it, vi } from 'vitest';
import { sql } from 'drizzle-orm';
import { findPerson } from '#netlify/lib/accounts/find-person.ts';
import { isUnreachable } from '#netlify/lib/database/open-database.ts';
import { signIn } from '#tests/setup/accounts.ts';
import { rows, useDatabase } from '#tests/setup/newsletter.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

function ask(cookie: string, url = 'http://127.0.0.1/'): Request {
  return new Request(url, { headers: { cookie } });
}

describe.each(['embedded', 'server'] as const)('a session, on the %s Postgres', (engine) => {
  const test = useDatabase(engine);

  it('says who somebody is', async () => {
    const { cookie, person } = await signIn(test.database, {
      address: 'ann@example.org',
      name: 'Ann',
    });
    expect(person).toMatchObject({ name: 'Ann', address: 'ann@example.org', isEditor: false });
    expect(await findPerson(ask(cookie))).toEqual(person);
    expect(await findPerson(ask(`theme=dark; ${cookie}; other=1`))).toEqual(person);
  });

  it('says of editors that they are, whatever capitals their address is named with', async () => {
    const { cookie } = await signIn(test.database, { address: 'ed@example.org' });
    vi.stubEnv('EDITORS', ' else@example.org , Ed@Example.org');
    expect(await findPerson(ask(cookie))).toMatchObject({ isEditor: true });
    vi.stubEnv('EDITORS', 'ed@example.org.evil.example, xed@example.org');
    expect(await findPerson(ask(cookie))).toMatchObject({ isEditor: false });
  });

  it('is known to the database by a hash, and carries 256 bits', async () => {
    const { cookie } = await signIn(test.database);
    const token = /session=([\w-]{43})\./u.exec(cookie)?.[1] ?? '';
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const kept = JSON.stringify(await rows(test.database, 'select * from sessions'));
    expect(kept).not.toContain(token);
    const [row] = await rows<{ token: string }>(test.database, 'select token from sessions');
    // What the database holds opens nothing, signed or not.
    expect(await findPerson(ask(cookie.replace(token, row?.token ?? '')))).toBeNull();
  });

  it('is nobody’s once it was ended, is 14 days unused, or 90 days old', async () => {
    for (const change of [
      sql`delete from sessions`,
      sql`update sessions set expires_at = now() - interval '1 second'`,
      sql`update sessions set created_at = now() - interval '90 days 1 minute'`,
      sql`update users set email_verified = false`,
      sql`delete from users`,
    ]) {
      const { cookie } = await signIn(test.database);
      await test.database.execute(change);
      expect(await findPerson(ask(cookie))).toBeNull();
    }
  });

  it('lasts 14 days from when it was last seen', async () => {
    const { cookie } = await signIn(test.database);
    await test.database.execute(
      sql`update sessions set expires_at = now() + interval '1 hour', created_at = now() - interval '89 days'`,
    );
    expect(await findPerson(ask(cookie))).not.toBeNull();
    const [row] = await rows<{ days: string }>(
      test.database,
      'select extract(epoch from expires_at - now()) / 86400 as days from sessions',
    );
    expect(Number(row?.days)).toBeCloseTo(14, 1);
  });

  it('is not made of cookies that nobody gave out, or that were sent twice', async () => {
    const { cookie } = await signIn(test.database);
    const other = await signIn(test.database);
    const [name = '', value = ''] = cookie.split(/=(.*)/su);
    const forged = [
      '',
      `${name}=`,
      `${name}=${value.slice(0, -1)}`,
      `${name}=${value.split('.')[0]}`,
      `${name}=${value.split('.')[0]}.${other.cookie.split('.')[1]}`,
      `${name}=${'x'.repeat(8000)}`,
      `${name}=%00%ff${value}`,
      `${name}x=${value}`,
      `__Host-session=${value}`,
      // One of them was planted by a neighbour: which is not for us to guess.
      `${cookie}; ${other.cookie}`,
      `${cookie}; ${cookie}`,
    ];
    for (const one of forged) expect(await findPerson(ask(one)), one).toBeNull();
  });

  it('is under another name by https, which neighbours cannot plant', async () => {
    const { cookie, person } = await signIn(test.database);
    const secure = `__Host-${cookie}`;
    expect(await findPerson(ask(secure, 'https://small.example/'))).toEqual(person);
    expect(await findPerson(ask(cookie, 'https://small.example/'))).toBeNull();
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'auth');
    expect(await findPerson(ask(cookie, 'http://small.example/'))).toBeNull();
  });

  it('of strangers is not looked up', async () => {
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
    expect(await findPerson(new Request('http://127.0.0.1/'))).toBeNull();
    expect(await findPerson(ask('theme=dark'))).toBeNull();
  });
});

it('cannot be asked for where the database is down, and that is said', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
  vi.stubEnv('AUTH_SECRET', 'x'.repeat(16) + 'y'.repeat(16));
  const { createHmac } = await import('node:crypto');
  const secret = createHmac('sha256', 'x'.repeat(16) + 'y'.repeat(16)).update('accounts');
  const token = 'a'.repeat(43);
  const signature = createHmac('sha256', secret.digest('hex')).update(token).digest('base64');
  const cookie = `session=${token}.${encodeURIComponent(signature)}`;
  const failure = await findPerson(ask(cookie)).catch((error: unknown) => error);
  expect(isUnreachable(failure)).toBe(true);
});
