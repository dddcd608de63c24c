import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { signIn, type SignedIn } from '#tests/setup/accounts.ts';
import {
  ask,
  read,
  readMine,
  sendForm,
  sendJson,
  useCommentsSite,
  write,
} from '#tests/setup/comments.ts';
import { useDatabase } from '#tests/setup/newsletter.ts';

const test = useDatabase();
const site = useCommentsSite();

const captains = 'en/captains';
const page = '/api/comments?article=en%2Fcaptains';
const data = `${page}&format=json`;
const secret = 'What the captain said';

/** Everything that an answer says. */
async function allOf(answer: Response): Promise<string> {
  return [...answer.headers].join('\n') + (await answer.text());
}

describe("comments on a members' article", () => {
  let ann: SignedIn;
  let id: string;

  beforeEach(async () => {
    // Whose first comment is shown at once.
    ann = await signIn(test.database, { isEditor: true });
    id = (await write(site, ann.cookie, { article: captains, body: secret })).comment?.id ?? '';
  });

  it('are read by whoever is signed in, and kept by nobody', async () => {
    const ben = await signIn(test.database);
    for (const address of [page, data]) {
      const answer = await ask(site, address, { headers: { cookie: ben.cookie } });
      expect(answer.headers.get('cache-control')).toBe('private, no-store');
      expect(answer.headers.get('netlify-cdn-cache-control')).toBeNull();
      expect(answer.headers.get('netlify-cache-tag')).toBeNull();
      expect(await answer.text()).toContain(secret);
    }
  });

  it('say nothing to strangers, not even how many there are', async () => {
    const counted = await allOf(await ask(site, data));
    await test.database.execute(sql`truncate comments cascade`);
    expect(await allOf(await ask(site, data))).toBe(counted);
    expect(counted).not.toContain(secret);
    expect(await read(site, captains)).toEqual({
      error: { code: 'signed_out', message: '[error.signed_out]' },
    });
    expect(await readMine(site, '', captains)).toEqual({ person: null, comments: [] });
  });

  it('lead strangers to where they sign in, and back to the article', async () => {
    for (const address of [page, `${page}&after=1.1`, '/api/comments/mine?article=en%2Fcaptains']) {
      const answer = await ask(site, address);
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe('/account/?returnTo=%2Farticles%2Fcaptains%2F');
    }
  });

  it('are nobody’s to read once a session has ended, or was made up', async () => {
    const made = await ask(site, data, { headers: { cookie: `${ann.cookie}x` } });
    expect(made.status).toBe(401);
    await test.database.execute(sql`delete from sessions`);
    const ended = await ask(site, data, { headers: { cookie: ann.cookie } });
    expect(ended.status).toBe(401);
    expect(await allOf(ended)).not.toContain(secret);
  });

  it('take nothing of strangers, and show them nothing for it', async () => {
    for (const fields of [
      { body: 'x' },
      { body: 'x', parent: id },
      { do: 'edit', id, body: 'x' },
      { do: 'delete', id },
      { do: 'report', id },
    ]) {
      for (const answer of [
        await sendJson(site, { article: captains, ...fields }),
        await sendForm(site, { article: captains, ...fields }),
      ]) {
        expect(answer.status).toBe(401);
        expect(await allOf(answer)).not.toContain(secret);
      }
    }
    const answer = await ask(site, data, { headers: { cookie: ann.cookie } });
    expect(await answer.json()).toMatchObject({ count: '1', comments: [{ id }] });
  });

  it('are not to be had under another article’s name', async () => {
    const ben = await signIn(test.database);
    const reply = { article: 'en/ferry', body: 'x', parent: id };
    expect((await sendJson(site, reply, ben)).status).toBe(422);
    expect((await read(site)).comments).toEqual([]);
  });
});
