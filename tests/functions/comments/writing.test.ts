import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { signIn, type SignedIn } from '#tests/setup/accounts.ts';
import {
  ask,
  ferry,
  read,
  readMine,
  sendForm,
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

/** Somebody whose comments are shown at once. */
async function trust({ person }: SignedIn): Promise<void> {
  await test.database.execute(
    sql`insert into comments (position, thread, article, author_id, author_name, body, state, judged_at)
      values (nextval('comments_position_seq'), 0, 'en/elsewhere', ${person.id}, ${person.name}, 'x', 'shown', now())`,
  );
}

async function rename({ person }: SignedIn, name: string): Promise<void> {
  await test.database.execute(sql`update users set name = ${name} where id = ${person.id}`);
}

async function makeOlder(id: string, minutes: number): Promise<void> {
  await test.database.execute(
    sql`update comments set created_at = created_at - make_interval(mins => ${minutes}) where id = ${id}::uuid`,
  );
}

const errorOf = async (answer: Response): Promise<unknown> =>
  ((await answer.json()) as { error: unknown }).error;

describe('writing a comment', () => {
  it('waits where it is the first of somebody, who alone sees it', async () => {
    const sent = await write(site, reader.cookie, { body: 'Hello *there*' });
    expect(sent.status).toBe('waiting');
    expect((await read(site)).comments).toEqual([]);
    const mine = await readMine(site, reader.cookie);
    expect(mine.person).toEqual({ name: 'Ann' });
    expect(mine.comments).toMatchObject([{ state: 'waiting', text: 'Hello *there*', name: 'Ann' }]);
    expect((await readMine(site, editor.cookie)).comments).toEqual([]);
  });

  it('is shown to everybody where one of theirs is shown already, and where an editor wrote it', async () => {
    await trust(reader);
    expect((await write(site, reader.cookie, { body: 'Hello *there*' })).status).toBe('shown');
    expect((await write(site, editor.cookie, { body: 'Welcome' })).status).toBe('shown');
    const { comments, count } = await read(site);
    expect(count).toBe('2');
    expect(comments.map(({ name }) => name)).toEqual(['Ann', 'Edda']);
    expect(comments[0]?.blocks).toEqual([
      { kind: 'paragraph', content: ['Hello ', { kind: 'emphasis', content: ['there'] }] },
    ]);
    expect(JSON.stringify(comments)).not.toContain('@');
  });

  it('waits again after one of theirs was rejected', async () => {
    await trust(reader);
    const { comment } = await write(site, reader.cookie, { body: 'Buy this' });
    await test.database.execute(
      sql`update comments set state = 'rejected', judged_at = now() where id = ${comment?.id}::uuid`,
    );
    expect((await write(site, reader.cookie, { body: 'And this' })).status).toBe('waiting');
  });

  it('waits again where the rejected one is the older: when was decided counts, not when was written', async () => {
    await trust(reader);
    const { comment } = await write(site, reader.cookie, { body: 'Buy this' });
    expect((await write(site, reader.cookie, { body: 'How nice' })).status).toBe('shown');
    await test.database.execute(
      sql`update comments set state = 'rejected', judged_at = now() where id = ${comment?.id}::uuid`,
    );
    expect((await write(site, reader.cookie, { body: 'And this' })).status).toBe('waiting');
  });

  it('waits under a name that no editor has read, and what is shown keeps the one that was', async () => {
    await trust(reader);
    await write(site, reader.cookie, { body: 'Hello' });
    await rename(reader, 'The Editors');
    const { status, comment } = await write(site, reader.cookie, { body: 'Again' });
    expect(status).toBe('waiting');
    expect(comment?.name).toBe('The Editors');
    expect((await read(site)).comments.map(({ name }) => name)).toEqual(['Ann']);
    await rename(reader, 'Ann');
    expect((await write(site, reader.cookie, { body: 'Once more' })).status).toBe('shown');
  });

  it('says of editors alone that they are, whatever others are called', async () => {
    await rename(reader, 'Edda, editor');
    await trust({ ...reader, person: { ...reader.person, name: 'Edda, editor' } });
    await write(site, reader.cookie, { body: 'From me' });
    await write(site, editor.cookie, { body: 'From us' });
    expect((await read(site)).comments.map(({ isEditor }) => isEditor)).toEqual([false, true]);
    const page = await ask(site, `/api/comments?article=${ferry}`);
    expect((await page.text()).split('[editor]')).toHaveLength(2);
  });

  it('uses up nothing of what others may do where it is refused', async () => {
    for (let at = 0; at < 14; at += 1) {
      await sendJson(site, { article: ferry, body: `No. ${at}` }, editor);
    }
    expect(
      await rows(test.database, "select count from limits where key = 'comments:write:site'"),
    ).toEqual([{ count: 10 }]);
  });

  it('is refused unread where it is longer than anybody writes by hand', async () => {
    const answer = await sendJson(site, { article: ferry, body: ' '.repeat(60_000) }, editor);
    expect(answer.status).toBe(422);
    expect(await errorOf(answer)).toMatchObject({ code: 'too_long', field: 'body' });
  });

  it('lets three wait, and no fourth', async () => {
    for (const body of ['one', 'two', 'three']) await write(site, reader.cookie, { body });
    const answer = await sendJson(site, { article: ferry, body: 'four' }, reader);
    expect(answer.status).toBe(429);
    expect(await errorOf(answer)).toEqual({
      code: 'too_many_waiting',
      message: '[error.too_many_waiting]',
    });
  });

  it('is kept once where it is sent twice', async () => {
    const first = await write(site, editor.cookie, { body: 'Twice' });
    const second = await write(site, editor.cookie, { body: 'Twice  \r\n' });
    expect(second.comment?.id).toBe(first.comment?.id);
    expect((await read(site)).count).toBe('1');
  });

  it('counts what somebody writes', async () => {
    for (let at = 0; at < 10; at += 1) await write(site, editor.cookie, { body: `No. ${at}` });
    const answer = await sendJson(site, { article: ferry, body: 'Eleven' }, editor);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('600');
    expect(await errorOf(answer)).toMatchObject({ code: 'too_many_requests' });
  });

  it.each([
    ['nothing', '', 'missing_body'],
    ['spaces', ' \n\t ', 'missing_body'],
    ['what nobody sees', '\u200B\u2060\u00AD\u3164\u2800\u202E', 'missing_body'],
    ['4,001 letters', 'a'.repeat(4001), 'too_long'],
    ['201 lines', 'a\n'.repeat(201), 'too_long'],
  ])('refuses %s', async (_what, body, code) => {
    const answer = await sendJson(site, { article: ferry, body }, reader);
    expect(answer.status).toBe(422);
    expect(await errorOf(answer)).toEqual({ code, message: `[error.${code}]`, field: 'body' });
  });

  it('takes 4,000 letters of four bytes each', async () => {
    const sent = await write(site, editor.cookie, { body: '🚢'.repeat(2000) });
    expect(sent.comment?.text).toHaveLength(4000);
    const form = await sendForm(site, { article: ferry, body: '水'.repeat(4000) }, editor);
    expect(form.status).toBe(303);
  });

  it('does not read a megabyte', async () => {
    const answer = await sendJson(site, { article: ferry, body: 'a'.repeat(1024 * 1024) }, reader);
    expect(answer.status).toBe(413);
    const form = await sendForm(site, { article: ferry, body: 'a'.repeat(1024 * 1024) }, reader);
    expect(form.status).toBe(413);
    expect(form.headers.get('content-type')).toContain('text/html');
  });

  it('wants a name to show', async () => {
    await test.database.execute(sql`update users set name = '' where id = ${reader.person.id}`);
    const answer = await sendJson(site, { article: ferry, body: 'Anonymous' }, reader);
    expect(await errorOf(answer)).toMatchObject({ code: 'missing_name' });
  });

  it.each(['en/nowhere', 'en/__proto__', 'de/ferry', 'ferry', '../x', 'en/ferry/x', '', 'en/%2e'])(
    'takes none on %j, where no article is',
    async (article) => {
      const answer = await sendJson(site, { article, body: 'Hello' }, reader);
      expect(answer.status).toBe(404);
      expect(await rows(test.database, 'select * from comments')).toEqual([]);
      const query = new URLSearchParams({ article, format: 'json' });
      expect((await ask(site, `/api/comments?${query}`)).status).toBe(404);
    },
  );

  it('passes over machines that fill in the trap, and tells them nothing', async () => {
    const sent = await sendJson(site, { article: ferry, body: 'Spam', website: 'x' }, editor);
    expect(await sent.json()).toEqual({ status: 'waiting', comment: null });
    expect(await rows(test.database, 'select * from comments')).toEqual([]);
  });

  it('keeps comments of languages and articles apart, whatever their script', async () => {
    await write(site, editor.cookie, { body: 'مرحبا', article: 'ar/ferry' });
    await write(site, editor.cookie, { body: 'Hallo', article: 'en/über' });
    expect((await read(site)).count).toBe('0');
    expect((await read(site, 'en/über')).count).toBe('1');
    expect((await read(site, 'ar/ferry')).comments[0]?.blocks).toEqual([
      { kind: 'paragraph', content: ['مرحبا'] },
    ]);
  });
});

describe('replying', () => {
  it('stands behind what it replies to, whenever it was written', async () => {
    const first = await write(site, editor.cookie, { body: 'First' });
    const second = await write(site, editor.cookie, { body: 'Second' });
    const parent = first.comment?.id ?? '';
    const reply = await write(site, editor.cookie, { body: 'Reply', parent });
    const { comments } = await read(site);
    expect(comments.map(({ id, parentId }) => [id, parentId])).toEqual([
      [first.comment?.id, null],
      [reply.comment?.id, parent],
      [second.comment?.id, null],
    ]);
  });

  it('refuses replies to replies, to what waits or is gone, to other articles, and to nonsense', async () => {
    const { comment } = await write(site, editor.cookie, { body: 'First' });
    const parent = comment?.id ?? '';
    const reply = await write(site, editor.cookie, { body: 'Reply', parent });
    const waiting = await write(site, reader.cookie, { body: 'Waiting' });
    const gone = await write(site, editor.cookie, { body: 'Gone' });
    await sendJson(site, { article: ferry, do: 'delete', id: gone.comment?.id }, editor);
    const refused = [
      { parent: reply.comment?.id },
      { parent: waiting.comment?.id },
      { parent: gone.comment?.id },
      { parent, article: 'en/piano' },
      { parent: 'x' },
      { parent: '00000000-0000-0000-0000-000000000000' },
    ];
    for (const fields of refused) {
      const answer = await sendJson(site, { article: ferry, body: 'Reply!', ...fields }, editor);
      expect([fields, answer.status]).toEqual([fields, 422]);
      expect(await errorOf(answer)).toMatchObject({ code: 'unknown_parent', field: 'parent' });
    }
  });
});

describe('changing and deleting', () => {
  it('changes the text within five minutes', async () => {
    const { comment } = await write(site, editor.cookie, { body: 'Frist' });
    expect(comment?.editableForSeconds).toBeGreaterThan(200);
    const fields = { article: ferry, do: 'edit', id: comment?.id, body: 'First' };
    const answer = await sendJson(site, fields, editor);
    expect(await answer.json()).toMatchObject({ status: 'edited', comment: { text: 'First' } });
    expect((await read(site)).comments).toMatchObject([{ isEdited: true }]);
  });

  it('does not change it later, nor what an editor has decided on, nor others’ comments', async () => {
    const { comment } = await write(site, editor.cookie, { body: 'Mine' });
    const fields = { article: ferry, do: 'edit', id: comment?.id, body: 'Yours' };
    const others = await sendJson(site, fields, reader);
    expect(await errorOf(others)).toMatchObject({ code: 'unknown_comment' });
    await test.database.execute(sql`update comments set judged_at = now()`);
    expect((await sendJson(site, fields, editor)).status).toBe(409);
    await test.database.execute(sql`update comments set judged_at = null`);
    await makeOlder(comment?.id ?? '', 6);
    const late = await sendJson(site, fields, editor);
    expect(await errorOf(late)).toMatchObject({ code: 'too_late', field: 'body' });
    expect((await readMine(site, editor.cookie)).comments).toMatchObject([
      { text: 'Mine', editableForSeconds: 0, isEdited: false },
    ]);
  });

  it('deletes the text at any time, and keeps the place where there are replies', async () => {
    const { comment } = await write(site, editor.cookie, { body: 'First' });
    const alone = await write(site, editor.cookie, { body: 'Alone' });
    await trust(reader);
    await write(site, reader.cookie, { body: 'Reply', parent: comment?.id ?? '' });
    for (const id of [comment?.id, alone.comment?.id]) {
      await makeOlder(id ?? '', 60 * 24 * 400);
      for (let time = 0; time < 2; time += 1) {
        const answer = await sendJson(site, { article: ferry, do: 'delete', id }, editor);
        expect(await answer.json()).toEqual({ status: 'deleted', comment: null });
      }
    }
    const { comments, count } = await read(site);
    expect(count).toBe('1');
    expect(comments).toMatchObject([
      { id: comment?.id, name: null, blocks: [] },
      { name: 'Ann', parentId: comment?.id },
    ]);
    expect(
      await rows(test.database, "select * from comments where body in ('First', 'Alone')"),
    ).toEqual([]);
  });

  it('deletes nobody else’s', async () => {
    const { comment } = await write(site, editor.cookie, { body: 'First' });
    const answer = await sendJson(site, { article: ferry, do: 'delete', id: comment?.id }, reader);
    expect(answer.status).toBe(404);
    expect((await read(site)).count).toBe('1');
  });

  it('leaves no name and no text of deleted accounts, and replies in their place', async () => {
    await trust(reader);
    const { comment } = await write(site, reader.cookie, { body: 'I am Ann' });
    await write(site, editor.cookie, { body: 'Hello', parent: comment?.id ?? '' });
    await test.database.execute(sql`delete from users where id = ${reader.person.id}`);
    const answer = await read(site);
    expect(answer.comments).toMatchObject([{ name: null, blocks: [] }, { name: 'Edda' }]);
    expect(
      JSON.stringify([answer, await rows(test.database, 'select * from comments')]),
    ).not.toMatch(/Ann/u);
    const late = await sendJson(site, { article: ferry, body: 'Still here' }, reader);
    expect(late.status).toBe(401);
  });
});

describe('reporting', () => {
  it('counts each reader once, and not authors', async () => {
    const { comment } = await write(site, editor.cookie, { body: 'First' });
    const fields = { article: ferry, do: 'report', id: comment?.id };
    for (let time = 0; time < 2; time += 1) {
      expect(await (await sendJson(site, fields, reader)).json()).toMatchObject({
        status: 'reported',
      });
    }
    expect((await sendJson(site, fields, editor)).status).toBe(404);
    expect((await sendJson(site, fields)).status).toBe(401);
    expect(await rows(test.database, 'select * from comment_reports')).toHaveLength(1);
  });
});

describe('pages of a hundred', () => {
  it('has every comment once, in order, and threads that go on over pages', async () => {
    await test.database.execute(
      sql`insert into comments (position, thread, article, author_id, body, state)
        select n, n, ${ferry}, ${editor.person.id}, 'No. ' || n, 'shown' from generate_series(1000000, 1000120) n`,
    );
    await test.database.execute(
      sql`insert into comments (position, thread, article, parent_id, author_id, body, state)
        select 2000000 + n, 1000098, ${ferry}, (select id from comments where position = 1000098), ${editor.person.id}, 'Reply ' || n, 'shown'
        from generate_series(1, 5) n`,
    );
    const first = await read(site);
    expect(first.comments).toHaveLength(100);
    const second = await read(site, ferry, first.next);
    expect(second.comments).toHaveLength(26);
    expect(second.next).toBeNull();
    expect(second.comments[0]?.parentId).toBe(first.comments[98]?.id);
    const all = [...first.comments, ...second.comments].map(({ id }) => id);
    expect(new Set(all).size).toBe(126);
    expect(first.count).toBe('126');
  });

  it.each(['x', '1', "1.1'--", '9'.repeat(30), '1.-1'])(
    'refuses to go on after %j',
    async (after) => {
      const query = new URLSearchParams({ article: ferry, format: 'json', after });
      expect((await ask(site, `/api/comments?${query}`)).status).toBe(400);
    },
  );
});
