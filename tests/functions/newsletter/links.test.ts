import { beforeEach, describe, expect, it, vi } from 'vitest';
import { sql } from 'drizzle-orm';
import { answerConfirm } from '#netlify/lib/newsletter/answer-confirm.ts';
import { answerPreferences } from '#netlify/lib/newsletter/answer-preferences.ts';
import { answerUnsubscribe } from '#netlify/lib/newsletter/answer-unsubscribe.ts';
import { hashAddress } from '#netlify/lib/newsletter/address-hash.ts';
import { purge } from '#netlify/lib/newsletter/purge.ts';
import { subscribe } from '#netlify/lib/newsletter/subscribe.ts';
import {
  daysGoBy,
  linkIn,
  makeContext,
  makeMailer,
  post,
  rows,
  type TestMailer,
  useDatabase,
  useSite,
} from '#tests/setup/newsletter.ts';

const test = useDatabase();
const site = useSite();
let mailer: TestMailer;

beforeEach(() => {
  mailer = makeMailer();
});

const answers = {
  confirm: answerConfirm,
  unsubscribe: answerUnsubscribe,
  preferences: answerPreferences,
} as const;

type Page = keyof typeof answers;

function call(page: Page, request: Request): Promise<Response> {
  return answers[page]({ request, context: makeContext(site.url), afterwards: () => undefined });
}

function look(page: Page, query: string, method = 'GET'): Promise<Response> {
  return call(page, new Request(`${site.url}/newsletter/${page}?${query}`, { method }));
}

function press(
  page: Page,
  fields: Record<string, string> | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return call(
    page,
    new Request(`${site.url}/newsletter/${page}`, {
      method: 'POST',
      headers: {
        origin: site.url,
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      },
      body: new URLSearchParams(fields),
    }),
  );
}

const tokenIn = (at: number, page: Page): string =>
  new URL(linkIn(mailer.sent[at], page)).searchParams.get('token') ?? '';

async function ask(address = 'ann@example.com', locale = 'en'): Promise<string> {
  const before = mailer.sent.length;
  await subscribe(test.database, { address, locale, proof: {} });
  await post(test.database, mailer, site.site);
  return tokenIn(before, 'confirm');
}

/** Subscribes and confirms; answers the token for leaving in the welcome. */
async function join(address = 'ann@example.com', locale = 'en'): Promise<string> {
  const token = await ask(address, locale);
  await press('confirm', { token });
  await post(test.database, mailer, site.site);
  return tokenIn(mailer.sent.length - 1, 'unsubscribe');
}

/** All that is kept, to compare: what looking must not change. */
async function everything(): Promise<string> {
  const tables = [
    'subscribers',
    'consent_events',
    'tokens',
    'outbox',
    'suppressions',
    'deliveries',
  ];
  const found = await Promise.all(
    tables.map((table) => rows(test.database, `select * from ${table} order by 1`)),
  );
  return JSON.stringify(found);
}

const statusOf = async (address = 'ann@example.com'): Promise<unknown> =>
  (
    await rows<{ status: string }>(
      test.database,
      `select status from subscribers where address = '${address}'`,
    )
  )[0]?.status;

const oneClick = (token: string, init: RequestInit = {}): Promise<Response> =>
  call(
    'unsubscribe',
    new Request(`${site.url}/newsletter/unsubscribe?token=${encodeURIComponent(token)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
      ...init,
    }),
  );

const dataToken = (what: 'export' | 'erase'): string =>
  new URL(
    /\S+preferences\?(?:export|erase)=\S+/u.exec(mailer.sent.at(-1)?.text ?? '')?.[0] ?? '',
  ).searchParams.get(what) ?? '';

async function askFor(what: 'export' | 'erase', locale = 'en'): Promise<string> {
  const token = await join('ann@example.com', locale);
  const response = await press('preferences', { token, ask: what });
  expect(await response.text()).toContain('[data.sent]');
  await press('preferences', { token, ask: what });
  await post(test.database, mailer, site.site);
  expect(mailer.sent.filter(({ subject }) => subject === `Subject of ${what}`)).toHaveLength(1);
  return dataToken(what);
}

describe('looking at any link', () => {
  it.each(['GET', 'HEAD'])('changes nothing, however often: %s', async (method) => {
    const confirmToken = await ask('new@example.com');
    const leaveToken = await join();
    const before = await everything();
    for (let times = 0; times < 2; times += 1) {
      for (const [page, query] of [
        ['confirm', `token=${confirmToken}`],
        ['unsubscribe', `token=${leaveToken}`],
        ['preferences', `token=${leaveToken}`],
        ['preferences', `erase=${leaveToken}`],
      ] as const) {
        const response = await look(page, query, method);
        expect([200, 404]).toContain(response.status);
        expect(response.headers.get('cache-control')).toBe('no-store');
        expect(response.headers.get('referrer-policy')).toBe('same-origin');
      }
    }
    expect(await everything()).toBe(before);
  });

  it.each(['PUT', 'DELETE', 'OPTIONS'])('is all that other methods are not: %s', async (method) => {
    for (const page of ['confirm', 'unsubscribe', 'preferences'] as const) {
      const response = await look(page, 'token=x', method);
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('GET, HEAD, POST');
    }
  });
});

describe.each(['confirm', 'unsubscribe', 'preferences'] as const)(
  'a foreign token for %s',
  (page) => {
    it.each(['', 'x', 'a'.repeat(43), 'a'.repeat(10_000), '\u0000', "' or 1=1 --", '%ff'])(
      'is worth nothing: %j',
      async (token) => {
        await join();
        const before = await everything();
        const seen = await look(page, new URLSearchParams({ token }).toString());
        expect(seen.status).toBe(404);
        const pressed = await press(page, { token });
        expect([404, 413]).toContain(pressed.status);
        expect(await everything()).toBe(before);
      },
    );

    it('and one for something else are worth nothing, nor is half a one', async () => {
      const confirmToken = await ask('new@example.com');
      const leaveToken = await join();
      const other = page === 'confirm' ? leaveToken : confirmToken;
      const own = page === 'confirm' ? confirmToken : leaveToken;
      const before = await everything();
      for (const token of [other, own.slice(0, -1), own.slice(1), `${own}a`]) {
        expect((await press(page, { token })).status).toBe(404);
      }
      expect(await everything()).toBe(before);
    });
  },
);

describe('confirming', () => {
  it('takes a press of the button, which presses itself where there is JavaScript', async () => {
    const token = await ask();
    const page = await (await look('confirm', `token=${token}`)).text();
    expect(page).toContain('<h1>[confirm.title]</h1>');
    expect(page).toContain('data-submit-itself');
    expect(await statusOf()).toBe('pending');
    const response = await press('confirm', { token });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/newsletter/confirmed/');
    expect(await statusOf()).toBe('confirmed');
    await post(test.database, mailer, site.site);
    expect(mailer.sent.at(-1)?.subject).toBe('Subject of welcome');
  });

  it('in another language leads to its pages', async () => {
    const token = await ask('anna@example.com', 'de');
    expect(await (await look('confirm', `token=${token}`)).text()).toContain('<html lang="de">');
    const response = await press('confirm', { token });
    expect(response.headers.get('location')).toBe('/de/newsletter/confirmed/');
  });

  it('twice is as good as once', async () => {
    const token = await ask();
    await press('confirm', { token });
    expect((await press('confirm', { token })).status).toBe(303);
    expect((await look('confirm', `token=${token}`)).status).toBe(200);
    const kinds = await rows(test.database, 'select kind from outbox order by created_at');
    expect(kinds).toEqual([{ kind: 'confirm' }, { kind: 'welcome' }]);
  });

  it('too late says so calmly, and sends another link', async () => {
    const token = await ask();
    await test.database.execute(sql`update tokens set expires_at = now() - interval '1 minute'`);
    const seen = await look('confirm', `token=${token}`);
    expect(seen.status).toBe(410);
    const page = await seen.text();
    expect(page).toContain('[expired.title]');
    expect(page).not.toContain('data-submit-itself');
    expect((await press('confirm', { token })).status).toBe(410);
    expect(await statusOf()).toBe('pending');
    await test.database.execute(
      sql`update subscribers set answered_at = now() - interval '3 days'`,
    );
    expect((await press('confirm', { token, again: '1' })).status).toBe(200);
    expect((await press('confirm', { token, again: '1' })).status).toBe(200);
    await post(test.database, mailer, site.site);
    expect(mailer.sent).toHaveLength(2);
    await press('confirm', { token: tokenIn(1, 'confirm') });
    expect(await statusOf()).toBe('confirmed');
  });

  it('is sent again within the limits of the form, and it is written down who asked', async () => {
    const token = await ask();
    for (let asked = 0; asked < 12; asked += 1) {
      await test.database.execute(
        sql`update subscribers set answered_at = now() - interval '3 days'`,
      );
      expect((await press('confirm', { token, again: '1' })).status).toBe(200);
    }
    const [counted] = await rows<{ mails: number; events: number }>(
      test.database,
      `select (select count(*)::int from outbox) as mails,
        (select count(*)::int from consent_events where kind = 'requested') as events`,
    );
    // The first, which no form counted here, and eight a day.
    expect(counted).toEqual({ mails: 9, events: 9 });
  });

  it('after having left is no coming back: the old link is used up', async () => {
    const token = await ask();
    await press('confirm', { token });
    await test.database.execute(sql`update subscribers set status = 'unsubscribed'`);
    expect((await press('confirm', { token })).status).toBe(410);
    expect(await statusOf()).toBe('unsubscribed');
  });

  it('by a page of another site is refused', async () => {
    const token = await ask();
    const response = await press('confirm', { token }, { origin: 'https://elsewhere.example' });
    expect(response.status).toBe(403);
    expect(await statusOf()).toBe('pending');
  });

  it('has a week: then it is as if nothing had been asked', async () => {
    const token = await ask();
    await daysGoBy(test.database, 8);
    await purge(test.database);
    expect(await rows(test.database, 'select * from subscribers')).toEqual([]);
    expect(await rows(test.database, 'select * from tokens')).toEqual([]);
    expect((await look('confirm', `token=${token}`)).status).toBe(404);
  });
});

describe('who has left', () => {
  it('has left, though somebody writes the address into the form again', async () => {
    await press('unsubscribe', { token: await join() });
    await test.database.execute(sql`update subscribers set answered_at = now() - interval '1 day'`);
    await ask();
    expect(await statusOf()).toBe('pending');
    await daysGoBy(test.database, 8);
    await purge(test.database);
    expect(await statusOf()).toBe('unsubscribed');
  });
});

describe('leaving by one click', () => {
  it('needs nothing but the link, and leads nowhere', async () => {
    const response = await oneClick(await join());
    expect(response.status).toBe(200);
    expect(response.headers.get('location')).toBeNull();
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await statusOf()).toBe('unsubscribed');
    const kinds = await rows(test.database, 'select kind from consent_events order by id');
    expect(kinds.at(-1)).toEqual({ kind: 'unsubscribed' });
  });

  it('is answered the same for a used and an unknown link', async () => {
    const token = await join();
    const said: string[] = [];
    for (const one of [token, token, 'a'.repeat(43), 'nonsense', '\u0000']) {
      const response = await oneClick(one);
      said.push(`${response.status} ${await response.text()}`);
    }
    expect(new Set(said).size).toBe(1);
  });

  it.each([
    ['with a body of parts', { body: new FormData(), headers: {} }],
    ['with no body', { body: null, headers: {} }],
    [
      'from elsewhere, with cookies',
      {
        headers: { origin: 'https://mail.example', cookie: 'a=b', 'sec-fetch-site': 'cross-site' },
      },
    ],
  ])('works %s', async (_what, init) => {
    expect((await oneClick(await join(), init)).status).toBe(200);
    expect(await statusOf()).toBe('unsubscribed');
  });

  it('fails only where something is down', async () => {
    const token = await join();
    vi.spyOn(console, 'error').mockReturnValue();
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
    expect((await oneClick(token)).status).toBe(503);
  });

  it('stands in every mail', async () => {
    await join();
    expect(mailer.sent.length).toBeGreaterThan(1);
    for (const { headers } of mailer.sent) {
      expect(headers['List-Unsubscribe']).toMatch(
        /^<https?:\S+token=[\w-]{43}>, <mailto:post@small\.example\?/u,
      );
      expect(headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    }
  });

  it('before having confirmed ends it, too', async () => {
    await ask();
    await oneClick(tokenIn(0, 'unsubscribe'));
    expect(await statusOf()).toBe('unsubscribed');
    await press('confirm', { token: tokenIn(0, 'confirm') });
    expect(await statusOf()).toBe('unsubscribed');
  });
});

describe('leaving by the page', () => {
  it('is a button, and shows little of the address: mails are passed on', async () => {
    const token = await join('jane.doe@example.org');
    const page = await (await look('unsubscribe', `token=${token}`)).text();
    expect(page).toContain('[unsubscribe.title]');
    expect(page).not.toContain('jane');
    expect(page).not.toContain('example.org');
    const gone = await press('unsubscribe', { token });
    expect(await gone.text()).toContain('[unsubscribed.undo]');
    expect(await statusOf('jane.doe@example.org')).toBe('unsubscribed');
  });

  it('can be undone, by the same link', async () => {
    const token = await join();
    await press('unsubscribe', { token });
    const back = await press('unsubscribe', { token, undo: '1' });
    expect(await back.text()).toContain('[undone.title]');
    expect(await statusOf()).toBe('confirmed');
    const kinds = await rows<{ kind: string }>(
      test.database,
      'select kind from consent_events order by id',
    );
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'requested',
      'confirmed',
      'unsubscribed',
      'resubscribed',
    ]);
  });

  it('cannot be undone after a month, nor by who complained, nor by who never confirmed', async () => {
    const token = await join();
    await press('unsubscribe', { token });
    await test.database.execute(
      sql`update subscribers set unsubscribed_at = now() - interval '31 days'`,
    );
    expect((await press('unsubscribe', { token, undo: '1' })).status).toBe(404);
    await test.database.execute(sql`update subscribers set unsubscribed_at = now()`);
    await test.database.execute(
      sql`insert into suppressions (address_hash, reason) values (${hashAddress('ann@example.com')}, 'complaint')`,
    );
    expect((await press('unsubscribe', { token, undo: '1' })).status).toBe(404);
    await ask('bob@example.com');
    const bobs = tokenIn(mailer.sent.length - 1, 'unsubscribe');
    await press('unsubscribe', { token: bobs });
    expect((await press('unsubscribe', { token: bobs, undo: '1' })).status).toBe(404);
  });
});

describe('preferences', () => {
  it('are shown as they are and kept as they are chosen', async () => {
    const token = await join();
    const saved = await press('preferences', {
      token,
      frequency: 'weekly',
      locale: 'de',
      topics: 'ink',
    });
    expect(saved.status).toBe(303);
    expect(saved.headers.get('location')).toContain('saved=1');
    const [kept] = await rows(test.database, 'select frequency, locale, topics from subscribers');
    expect(kept).toEqual({ frequency: 'weekly', locale: 'de', topics: ['ink'] });
    const page = await (await look('preferences', `token=${token}&saved=1`)).text();
    expect(page).toContain('[preferences.saved]');
    expect(page).toMatch(/value="weekly"\s+checked/u);
    expect(page).toMatch(/value="ink"\s+checked/u);
    expect(page).not.toMatch(/value="type"\s+checked/u);
  });

  it('of all topics are those of topics to come, too', async () => {
    const token = await join();
    await press(
      'preferences',
      `token=${token}&frequency=each&locale=en&topics=ink&topics=type&topics=gone`,
    );
    expect(await rows(test.database, 'select topics from subscribers')).toEqual([{ topics: [] }]);
  });

  it.each([
    ['no frequency', { locale: 'en' }],
    ['a frequency that is none', { frequency: 'hourly', locale: 'en' }],
    ['a language that is none', { frequency: 'each', locale: '__proto__' }],
  ])('with %s are refused, and nothing is changed', async (_what, fields) => {
    const token = await join();
    const before = await everything();
    expect((await press('preferences', { token, ...fields })).status).toBe(422);
    expect(await everything()).toBe(before);
  });
});

describe("a reader's data", () => {
  it('is handed out by a link in a new mail, with all that is kept', async () => {
    const token = await askFor('export');
    const page = await (await look('preferences', `export=${token}`)).text();
    expect(page).toContain('[export.title]');
    const response = await press('preferences', { export: token });
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/u);
    const data = (await response.json()) as Record<string, unknown[]>;
    expect(data).toMatchObject({
      subscriber: { address: 'ann@example.com', status: 'confirmed' },
      consent: [{ kind: 'requested' }, { kind: 'confirmed' }],
    });
    expect(data['mails']).toHaveLength(3);
    expect((await press('preferences', { export: token })).status).toBe(404);
  });

  it('is erased by a link in a new mail, but for the proof and a hash', async () => {
    const token = await askFor('erase');
    const response = await press('preferences', { erase: token });
    expect(await response.text()).toContain('[erased.title]');
    expect(await everything()).not.toContain('ann@example.com');
    expect(await rows(test.database, 'select * from subscribers')).toEqual([]);
    const [suppressed] = await rows(test.database, 'select address_hash, reason from suppressions');
    expect(suppressed).toEqual({ address_hash: hashAddress('ann@example.com'), reason: 'erased' });
    expect((await press('preferences', { erase: token })).status).toBe(404);
  });

  it('is erased later by the same link, where the words for saying so cannot be had now', async () => {
    const token = await askFor('erase', 'de');
    vi.spyOn(console, 'error').mockReturnValue();
    site.setDown('/de/');
    expect((await press('preferences', { erase: token })).status).toBe(503);
    site.setDown(false);
    expect(await statusOf()).toBe('confirmed');
    expect(await (await press('preferences', { erase: token })).text()).toContain('[erased.title]');
    expect(await statusOf()).toBeUndefined();
  });

  it.each(['export', 'erase'] as const)(
    'is still to be had by the link (%s) where something broke in the middle',
    async (what) => {
      const token = await askFor(what);
      vi.spyOn(console, 'error').mockReturnValue();
      await test.database.execute(sql`alter table suppressions rename to elsewhere`);
      const broken = await press('preferences', { [what]: token });
      await test.database.execute(sql`alter table elsewhere rename to suppressions`);
      expect(broken.status).toBe(500);
      expect(await statusOf()).toBe('confirmed');
      expect((await press('preferences', { [what]: token })).status).toBe(200);
      expect((await press('preferences', { [what]: token })).status).toBe(404);
    },
  );

  it('is not to be had by the link of an older mail', async () => {
    const token = await join();
    expect((await press('preferences', { export: token })).status).toBe(404);
    expect((await press('preferences', { erase: token })).status).toBe(404);
    expect(await statusOf()).toBe('confirmed');
  });

  it('is not to be had by a link that is too old', async () => {
    const token = await askFor('erase');
    await test.database.execute(
      sql`update tokens set expires_at = now() - interval '1 minute' where purpose = 'erase'`,
    );
    expect((await press('preferences', { erase: token })).status).toBe(404);
    expect(await statusOf()).toBe('confirmed');
  });
});

describe('what was agreed to', () => {
  it('cannot be changed afterwards', async () => {
    await join();
    for (const statement of [
      sql`update consent_events set kind = 'imported'`,
      sql`delete from consent_events`,
      sql`truncate consent_events`,
    ])
      await expect(test.database.execute(statement)).rejects.toThrow();
  });

  it('and tokens are not kept as they stand in mails', async () => {
    const token = await join();
    expect(await everything()).not.toContain(token);
  });
});

describe('where the database is down', () => {
  it.each(['confirm', 'unsubscribe', 'preferences'] as const)(
    '%s says so on a page',
    async (page) => {
      const token = await join();
      vi.spyOn(console, 'error').mockReturnValue();
      vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
      for (const response of [await look(page, `token=${token}`), await press(page, { token })]) {
        expect(response.status).toBe(503);
        expect(await response.text()).toContain('[error.unavailable]');
      }
    },
  );
});
