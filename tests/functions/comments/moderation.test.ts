import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { purge } from '#netlify/lib/newsletter/purge.ts';
import { signIn, type SignedIn } from '#tests/setup/accounts.ts';
import {
  ask,
  ferry,
  read,
  readMine,
  sendJson,
  useCommentsSite,
  write,
} from '#tests/setup/comments.ts';
import { rows, useDatabase } from '#tests/setup/newsletter.ts';

const test = useDatabase();
const site = useCommentsSite();
let editor: SignedIn;
let reader: SignedIn;

beforeEach(async () => {
  editor = await signIn(test.database, { name: 'Edda', isEditor: true });
  reader = await signIn(test.database, { name: 'Ann' });
});

async function queue({ cookie }: SignedIn = editor): Promise<string> {
  const answer = await ask(site, '/account/moderation/', { headers: { cookie } });
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  return answer.text();
}

/** The fields of the forms on the page that decide on a comment. */
async function fieldsOf(id: string): Promise<{ id: string; seen: string }> {
  const form = new RegExp(`name="id" value="${id}"[^]*?name="seen" value="([^"]+)"`, 'u');
  const seen = form.exec(await queue())?.[1];
  if (seen === undefined) throw new Error('The comment is not on the page.');
  return { id, seen };
}

function decide(
  fields: Readonly<Record<string, string>>,
  { cookie = editor.cookie, origin = site.url } = {},
): Promise<Response> {
  return ask(site, '/account/moderation/', {
    method: 'POST',
    headers: { origin, cookie },
    body: new URLSearchParams(fields),
  });
}

describe('editors', () => {
  it('see what waits, and show it', async () => {
    const { comment } = await write(site, reader.cookie, { body: 'First' });
    const id = comment?.id ?? '';
    const page = await queue();
    expect(page).toContain('First');
    expect(page).toContain('The &lt;last&gt; ferry');
    expect(page).not.toContain('@');
    const answer = await decide({ ...(await fieldsOf(id)), verdict: 'shown' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/account/moderation/?done=shown');
    expect((await read(site)).comments).toMatchObject([{ id, name: 'Ann' }]);
    expect(await queue()).toContain('[moderation.none]');
    expect((await write(site, reader.cookie, { body: 'Second' })).status).toBe('shown');
  });

  it('do not show it, of which its author alone is told; the text goes after a month', async () => {
    const { comment } = await write(site, reader.cookie, { body: 'Buy this' });
    await decide({ ...(await fieldsOf(comment?.id ?? '')), verdict: 'rejected' });
    expect((await read(site)).comments).toEqual([]);
    expect((await readMine(site, reader.cookie)).comments).toMatchObject([{ state: 'rejected' }]);
    await purge(test.database);
    expect(await rows(test.database, 'select body from comments')).toEqual([{ body: 'Buy this' }]);
    await test.database.execute(sql`update comments set judged_at = now() - interval '31 days'`);
    await purge(test.database);
    expect(await rows(test.database, 'select body from comments')).toEqual([{ body: '' }]);
  });

  it('see what was reported, and by how many, until they have decided', async () => {
    const { comment } = await write(site, editor.cookie, { body: 'Reported' });
    const id = comment?.id ?? '';
    await sendJson(site, { article: ferry, do: 'report', id }, reader);
    expect(await queue()).toContain('Reported');
    await decide({ ...(await fieldsOf(id)), verdict: 'shown' });
    expect(await queue()).not.toContain('Reported');
    // Who has reported it once has.
    await sendJson(site, { article: ferry, do: 'report', id }, reader);
    expect(await queue()).not.toContain('Reported');
    const other = await signIn(test.database);
    await sendJson(site, { article: ferry, do: 'report', id }, other);
    await decide({ ...(await fieldsOf(id)), verdict: 'rejected' });
    expect((await read(site)).count).toBe('0');
  });

  it('decide on the text that they have read, and on none that was changed since', async () => {
    const { comment } = await write(site, reader.cookie, { body: 'Harmless' });
    const id = comment?.id ?? '';
    const fields = await fieldsOf(id);
    await sendJson(site, { article: ferry, do: 'edit', id, body: 'Harmful' }, reader);
    const answer = await decide({ ...fields, verdict: 'shown' });
    expect(answer.headers.get('location')).toBe('/account/moderation/?done=changed');
    expect((await read(site)).comments).toEqual([]);
    await decide({ ...(await fieldsOf(id)), verdict: 'shown' });
    const late = await sendJson(site, { article: ferry, do: 'edit', id, body: 'Worse' }, reader);
    expect(late.status).toBe(409);
  });

  it('decide on the name with the text, and have what else is shown bear it', async () => {
    const first = await write(site, reader.cookie, { body: 'First' });
    await decide({ ...(await fieldsOf(first.comment?.id ?? '')), verdict: 'shown' });
    const elsewhere = await write(site, reader.cookie, { body: 'Hi', article: 'en/piano' });
    expect(elsewhere.status).toBe('shown');
    await test.database.execute(sql`update users set name = 'Bea' where id = ${reader.person.id}`);
    const { comment } = await write(site, reader.cookie, { body: 'Second' });
    const id = comment?.id ?? '';
    expect(await queue()).toContain('<bdi>Bea</bdi>');
    await decide({ ...(await fieldsOf(id)), verdict: 'shown' });
    for (const article of [ferry, 'en/piano']) {
      const names = (await read(site, article)).comments.map(({ name }) => name);
      expect(new Set(names)).toEqual(new Set(['Bea']));
    }
  });

  it('keep the place of what they take away, where there are replies', async () => {
    const { comment } = await write(site, editor.cookie, { body: 'Bad' });
    const id = comment?.id ?? '';
    await write(site, editor.cookie, { body: 'Reply', parent: id });
    await sendJson(site, { article: ferry, do: 'report', id }, reader);
    await decide({ ...(await fieldsOf(id)), verdict: 'rejected' });
    expect((await read(site)).comments).toMatchObject([{ id, name: null, blocks: [] }, {}]);
  });

  it('see comments on articles that are gone', async () => {
    await test.database.execute(
      sql`insert into comments (position, thread, article, author_id, body, state)
        values (1000, 1000, 'en/gone', ${reader.person.id}, 'Left', 'waiting')`,
    );
    expect(await queue()).toContain('en/gone');
  });
});

describe('others', () => {
  it('see the page for what is not there, whatever they ask, and decide on nothing', async () => {
    const { comment } = await write(site, reader.cookie, { body: 'Mine' });
    const fields = { ...(await fieldsOf(comment?.id ?? '')), verdict: 'shown' };
    for (const cookie of ['', 'session=x', reader.cookie]) {
      const shown = await ask(site, '/account/moderation/', { headers: { cookie } });
      expect(shown.status).toBe(404);
      expect(await shown.text()).toContain('No such page');
      expect((await decide(fields, { cookie })).status).toBe(404);
    }
    expect((await decide(fields, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await read(site)).comments).toEqual([]);
  });

  it.each([
    [{}, 400],
    [{ verdict: 'shown', id: 'x' }, 400],
    [{ verdict: 'deleted' }, 400],
  ])('editors are told where a form is none: %j', async (fields, status) => {
    expect((await decide(fields)).status).toBe(status);
    expect((await ask(site, '/account/moderation/', { method: 'PUT' })).status).toBe(405);
  });
});
