import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  consentEvents,
  mailEvents,
  type Subscriber,
  subscribers,
  suppressions,
} from '#netlify/database/schema/newsletter.ts';
import mailWebhook from '#netlify/functions/mail-webhook.ts';
import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { hashAddress } from '#netlify/lib/newsletter/address-hash.ts';
import {
  bounce,
  mailEvent,
  type Signing,
  signMessage,
  webhookSecret,
} from '#tests/mocks/mail-reports.ts';
import { useDatabase } from '#tests/setup/newsletter.ts';

useDatabase();

beforeEach(() => {
  vi.stubEnv('MAIL_WEBHOOK_SECRET', webhookSecret);
});

async function post(body: string, signing: Signing = {}): Promise<Response> {
  return mailWebhook(
    new Request('https://paper.example/api/webhooks/mail', {
      method: 'POST',
      headers: signMessage(body, signing),
      body,
    }),
  );
}

async function subscribe(address: string): Promise<void> {
  await openDatabase().insert(subscribers).values({ address, status: 'confirmed', locale: 'en' });
}

async function find(address: string): Promise<Subscriber | undefined> {
  const found = await openDatabase()
    .select()
    .from(subscribers)
    .where(eq(subscribers.address, address));
  return found[0];
}

async function suppressionOf(address: string): Promise<string | undefined> {
  const hash = hashAddress(address);
  const found = await openDatabase()
    .select()
    .from(suppressions)
    .where(eq(suppressions.addressHash, hash));
  return found[0]?.reason;
}

async function full(address: string): Promise<Response> {
  return post(bounce([address], 'Transient'));
}

async function codeOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error: { code: string } };
  return error.code;
}

async function consentsOf(address: string): Promise<string[]> {
  const hash = hashAddress(address);
  const found = await openDatabase()
    .select()
    .from(consentEvents)
    .where(eq(consentEvents.addressHash, hash));
  return found.map(({ kind }) => kind);
}

describe('a bounce', () => {
  it('ends a subscription, and nothing is mailed there again', async () => {
    await subscribe('gone@example.org');
    await subscribe('other@example.org');
    expect((await post(bounce(['gone@example.org']))).status).toBe(204);
    expect(await find('gone@example.org')).toMatchObject({ status: 'unsubscribed' });
    expect((await find('gone@example.org'))?.unsubscribedAt).toBeInstanceOf(Date);
    expect(await suppressionOf('gone@example.org')).toBe('bounce');
    expect(await consentsOf('gone@example.org')).toEqual(['bounced']);
    expect(await find('other@example.org')).toMatchObject({ status: 'confirmed' });
    expect(await suppressionOf('other@example.org')).toBeUndefined();
  });

  it('counts once, however often it is sent and however many come at once', async () => {
    await subscribe('once@example.org');
    const body = bounce(['once@example.org']);
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => post(body, { id: 'msg_once' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 204));
    expect(await consentsOf('once@example.org')).toEqual(['bounced']);
  });

  it('of somebody who is no subscriber is remembered', async () => {
    expect((await post(bounce('stranger@example.org'))).status).toBe(204);
    expect(await suppressionOf('stranger@example.org')).toBe('bounce');
  });

  it('finds subscribers whatever the provider makes of their address', async () => {
    await subscribe('ann.lee@xn--bcher-kva.example');
    await post(bounce('Ann.Lee@BÜCHER.example'));
    expect(await find('ann.lee@xn--bcher-kva.example')).toMatchObject({ status: 'unsubscribed' });
    expect(await suppressionOf('ann.lee@xn--bcher-kva.example')).toBe('bounce');
  });

  it('of several addresses is for each of them', async () => {
    await post(bounce(['b-two@example.org', 'a-one@example.org']));
    expect(await suppressionOf('b-two@example.org')).toBe('bounce');
    expect(await suppressionOf('a-one@example.org')).toBe('bounce');
  });
});

describe('a complaint', () => {
  it('ends a subscription for good, and is written down', async () => {
    await subscribe('angry@example.org');
    expect((await post(mailEvent('email.complained', ['angry@example.org']))).status).toBe(204);
    expect(await find('angry@example.org')).toMatchObject({ status: 'unsubscribed' });
    expect(await suppressionOf('angry@example.org')).toBe('complaint');
    expect(await consentsOf('angry@example.org')).toEqual(['complained']);
  });
});

describe('a mail that came back for now', () => {
  it('is borne four times, and the fifth is once too often', async () => {
    await subscribe('full@example.org');
    for (let time = 1; time <= 4; time += 1) await full('full@example.org');
    expect(await find('full@example.org')).toMatchObject({ status: 'confirmed' });
    expect(await suppressionOf('full@example.org')).toBeUndefined();
    await full('full@example.org');
    expect(await find('full@example.org')).toMatchObject({ status: 'unsubscribed' });
    expect(await suppressionOf('full@example.org')).toBe('bounce');
    expect(await consentsOf('full@example.org')).toEqual(['bounced']);
  });

  it.each([
    [30, 3],
    [60, 2],
    [36_500, 1],
  ])('is worth half a month later: after %s days', async (days, score) => {
    const bouncedAt = new Date(Date.now() - days * 24 * 60 * 60 * 1000);
    const address = `after-${days}@example.org`;
    await openDatabase()
      .insert(subscribers)
      .values({ address, status: 'confirmed', locale: 'en', bounceScore: 4, bouncedAt });
    await full(address);
    expect((await find(address))?.bounceScore).toBeCloseTo(score, 3);
    expect(await find(address)).toMatchObject({ status: 'confirmed' });
  });

  it('is one mail, however often it is said to be late', async () => {
    await subscribe('late@example.org');
    const body = mailEvent('email.delivery_delayed', ['late@example.org']);
    for (let time = 1; time <= 8; time += 1) expect((await post(body)).status).toBe(204);
    expect((await find('late@example.org'))?.bounceScore).toBe(1);
  });

  it('of a stranger is nothing', async () => {
    expect((await full('nobody@example.org')).status).toBe(204);
    expect(await suppressionOf('nobody@example.org')).toBeUndefined();
  });
});

describe('what is not taken', () => {
  const body = bounce(['ann@example.org']);

  it('is a message of a stranger', async () => {
    const secret = `whsec_${Buffer.alloc(24, 'x').toString('base64')}`;
    const response = await post(body, { secret });
    expect(response.status).toBe(401);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await codeOf(response)).toBe('invalid_signature');
    expect(await suppressionOf('ann@example.org')).toBeUndefined();
  });

  it.each([-301, 302])('is a message from another time: %s s', async (seconds) => {
    const response = await post(body, { at: new Date(Date.now() + seconds * 1000) });
    expect(response.status).toBe(400);
    expect(await codeOf(response)).toBe('outside_time_window');
  });

  it('is what cannot be understood, while what is new is passed over', async () => {
    expect((await post('no JSON')).status).toBe(400);
    expect((await post(mailEvent('email.opened', ['ann@example.org']))).status).toBe(204);
    expect(await openDatabase().select().from(mailEvents)).toEqual([]);
  });

  it('is more than anybody has to say, announced or not', async () => {
    const large = mailEvent('email.bounced', 'x'.repeat(300_000));
    expect((await post(large)).status).toBe(413);
    const headers = signMessage(large);
    const streamed = { body: new Blob([large]).stream(), duplex: 'half' as const };
    const request = new Request('https://paper.example/api/webhooks/mail', {
      method: 'POST',
      headers,
      ...streamed,
    });
    expect((await mailWebhook(request)).status).toBe(413);
  });

  it('is what is not posted', async () => {
    const response = await mailWebhook(new Request('https://paper.example/api/webhooks/mail'));
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });
});

describe('what is to come again', () => {
  it.each(['', 'whsec_'])('comes again where the secret is not set up: %j', async (secret) => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    vi.stubEnv('MAIL_WEBHOOK_SECRET', secret);
    expect((await post(bounce(['ann@example.org']))).status).toBe(503);
    expect(said).toHaveBeenCalledWith(
      'mail webhook:',
      expect.stringContaining('MAIL_WEBHOOK_SECRET'),
    );
  });

  it('comes again where the database is down, and counts then', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    await subscribe('down@example.org');
    const body = bounce(['down@example.org']);
    vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none');
    const response = await post(body, { id: 'msg_down' });
    expect(response.status).toBe(503);
    expect(await response.text()).not.toMatch(/127\.0\.0\.1|ECONNREFUSED/u);
    expect(said).toHaveBeenCalledOnce();
    vi.stubEnv('DATABASE_URL', undefined);
    expect((await post(body, { id: 'msg_down' })).status).toBe(204);
    expect(await suppressionOf('down@example.org')).toBe('bounce');
  });

  it('comes again where half of it failed, and nothing of that half is kept', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    const database = openDatabase();
    await subscribe('half@example.org');
    await database.execute('ALTER TABLE suppressions RENAME TO elsewhere');
    const body = bounce(['half@example.org']);
    expect((await post(body, { id: 'msg_half' })).status).toBe(500);
    await database.execute('ALTER TABLE elsewhere RENAME TO suppressions');
    expect(said).toHaveBeenCalledOnce();
    expect(await find('half@example.org')).toMatchObject({ status: 'confirmed' });
    expect((await post(body, { id: 'msg_half' })).status).toBe(204);
    expect(await find('half@example.org')).toMatchObject({ status: 'unsubscribed' });
  });
});
