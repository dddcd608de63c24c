import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { deleteComment, editComment } from '#netlify/lib/comments/change-comment.ts';
import { judgeComment, markOf } from '#netlify/lib/comments/judge-comments.ts';
import { writeComment } from '#netlify/lib/comments/write-comment.ts';
import { signIn, type SignedIn } from '#tests/setup/accounts.ts';
import { ferry, read, sendJson, useCommentsSite, write } from '#tests/setup/comments.ts';
import { rows, useDatabase } from '#tests/setup/newsletter.ts';

/* What happens at the same time: on the embedded Postgres, and on a server, where it really does. */

function many<Value>(count: number, act: (at: number) => Promise<Value>): Promise<Value[]> {
  return Promise.all(Array.from({ length: count }, (_, at) => act(at)));
}

describe.each(['embedded', 'server'] as const)('at the same time, on the %s Postgres', (engine) => {
  const test = useDatabase(engine);
  const site = useCommentsSite();
  let editor: SignedIn;
  let reader: SignedIn;

  beforeEach(async () => {
    editor = await signIn(test.database, { isEditor: true });
    reader = await signIn(test.database);
  });

  it('what is sent twenty times is kept once', async () => {
    const written = await many(20, () =>
      writeComment(test.database, {
        article: ferry,
        parentId: null,
        author: reader.person,
        body: 'x',
      }),
    );
    expect(new Set(written.map((one) => one.kind === 'written' && one.comment.id)).size).toBe(1);
    expect(await rows(test.database, 'select id from comments')).toHaveLength(1);
  });

  it('ten first comments of one person are three, and seven refusals', async () => {
    const written = await many(10, (at) =>
      writeComment(test.database, {
        article: ferry,
        parentId: null,
        author: reader.person,
        body: `No. ${at}`,
      }),
    );
    expect(written.filter(({ kind }) => kind === 'written')).toHaveLength(3);
    expect(written.filter(({ kind }) => kind === 'too_many_waiting')).toHaveLength(7);
  });

  it('fifteen posts at once keep the limit of ten', async () => {
    const answers = await many(15, (at) =>
      sendJson(site, { article: ferry, body: `No. ${at}` }, { ...editor, ip: `192.0.2.${at}` }),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
  });

  it('a comment that is approved and deleted, changed and rejected is never half of it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const body = `Round ${round}`;
      const { comment } = await write(site, editor.cookie, { body });
      const id = comment?.id ?? '';
      const seen = markOf({ name: editor.person.name, body });
      const wanted = { article: ferry, id, personId: editor.person.id };
      await Promise.all([
        judgeComment(test.database, { id, verdict: 'shown', seen }),
        deleteComment(test.database, wanted),
        editComment(test.database, wanted, 'Changed'),
        judgeComment(test.database, { id, verdict: 'rejected', seen }),
        deleteComment(test.database, wanted),
      ]);
      const [row] = await rows<{ body: string }>(
        test.database,
        `select body from comments where id = '${id}' and deleted_at is not null`,
      );
      expect(row).toEqual({ body: '' });
    }
    expect((await read(site)).comments).toEqual([]);
  });

  it('of a change and an approval of the text before, one comes first and the other knows', async () => {
    for (let round = 0; round < 10; round += 1) {
      const body = `Before ${round}`;
      await test.database.execute(sql`update comments set state = 'rejected', judged_at = now()`);
      const { comment } = await write(site, reader.cookie, { body });
      const id = comment?.id ?? '';
      const wanted = { article: ferry, id, personId: reader.person.id };
      const [edited, judged] = await Promise.all([
        editComment(test.database, wanted, 'After'),
        judgeComment(test.database, {
          id,
          verdict: 'shown',
          seen: markOf({ name: reader.person.name, body }),
        }),
      ]);
      expect([edited.kind === 'edited', judged !== null].filter(Boolean)).toHaveLength(1);
      const shown = await rows(
        test.database,
        "select id from comments where state = 'shown' and body = 'After'",
      );
      expect(shown).toEqual([]);
      await test.database.execute(sql`truncate limits`);
    }
  });

  it('comments of an account that is deleted meanwhile are nobody’s, or not there', async () => {
    await Promise.all([
      ...Array.from({ length: 5 }, (_, at) =>
        writeComment(test.database, {
          article: ferry,
          parentId: null,
          author: editor.person,
          body: `No. ${at}`,
        }),
      ),
      test.database.execute(sql`delete from users where id = ${editor.person.id}`),
    ]);
    expect(
      await rows(
        test.database,
        "select id from comments where author_id is not null or body <> ''",
      ),
    ).toEqual([]);
  });
});
