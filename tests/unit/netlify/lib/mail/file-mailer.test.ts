import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileMailer } from '#netlify/lib/mail/file-mailer.ts';
import { sampleMail, sampleMails } from '#tests/setup/mails.ts';

let folder: string;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'broadsheet-inbox-')), 'inbox');
});

afterEach(async () => rm(join(folder, '..'), { recursive: true, force: true }));

async function mailsIn(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.eml'));
}

describe('the inbox on disk', () => {
  it('holds mails as they would travel, for the owner’s eyes', async () => {
    const mail = sampleMail({ headers: { 'List-Unsubscribe': '<https://paper.example/u>' } });
    expect(await createFileMailer(folder).send(mail)).toEqual({ kind: 'sent' });
    const [name = ''] = await mailsIn();
    expect(name).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}Z-0f8fad5b-[\da-f-]+\.eml$/u);
    const read = await PostalMime.parse(await readFile(join(folder, name)));
    expect(read).toMatchObject({ subject: mail.subject, to: [{ address: mail.to }] });
    expect(read.text?.trim()).toBe(mail.text);
    expect(read.html?.trim()).toBe(mail.html);
    expect(((await stat(join(folder, name))).mode & 0o077).toString(8)).toBe('0');
  });

  it('holds a mail once, by however many it is handed over', async () => {
    const mails = sampleMails(5);
    const mailers = Array.from({ length: 8 }, () => createFileMailer(folder));
    await Promise.all(mailers.map(async (mailer) => mailer.sendBatch(mails, 'batch')));
    await createFileMailer(folder).sendBatch(mails, 'batch');
    expect(await mailsIn()).toHaveLength(5);
    expect((await readdir(join(folder, '.ids'))).filter((name) => name.endsWith('.part'))).toEqual(
      [],
    );
  });

  it('holds a mail once, though whoever wrote it was killed before or after', async () => {
    const mail = sampleMail();
    await createFileMailer(folder).send(mail);
    const [name = ''] = await mailsIn();
    // Killed when the mail had its time and was not written yet.
    await rm(join(folder, name));
    await writeFile(join(folder, '.ids', `${mail.id}.dead.part`), 'half a m');
    await createFileMailer(folder).send(mail);
    expect(await mailsIn()).toEqual([name]);
    // Killed when it was written and nobody had been told.
    await createFileMailer(folder).send(mail);
    expect(await mailsIn()).toEqual([name]);
  });

  it('is in order of time', async () => {
    const mailer = createFileMailer(folder);
    const [first, second] = sampleMails(2);
    if (first === undefined || second === undefined) throw new Error('There are two.');
    await mailer.send(second);
    const early = new Date('2026-01-01T00:00:00Z');
    await utimes(join(folder, '.ids', second.id), early, early);
    await rm(join(folder, (await mailsIn())[0] ?? ''));
    await mailer.send(first);
    await mailer.send(second);
    const names = (await mailsIn()).toSorted();
    expect(names.map((name) => name.slice(25))).toEqual([`${second.id}.eml`, `${first.id}.eml`]);
  });

  it.each(['../../escape', 'A', 'ö', 'x'.repeat(300), 'edition/1:reader', '.hidden'])(
    'keeps to its folder whatever the id is: %s',
    async (id) => {
      expect(await createFileMailer(folder).send(sampleMail({ id }))).toEqual({ kind: 'sent' });
      expect(await mailsIn()).toHaveLength(1);
      expect(await readdir(join(folder, '..'))).toEqual(['inbox']);
    },
  );

  it('reads no file that a text names', async () => {
    const mail = sampleMail({ text: '/etc/passwd', html: 'file:///etc/passwd' });
    await createFileMailer(folder).send(mail);
    const [name = ''] = await mailsIn();
    expect(await readFile(join(folder, name), 'utf8')).not.toContain('root:');
  });

  it('says why a mail could not be written, and keeps it', async () => {
    await writeFile(folder, 'a file where a folder should be');
    expect(await createFileMailer(folder).send(sampleMail())).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/could not be written to .*: (?:EEXIST|ENOTDIR)\./u),
    });
  });

  it('does not write what has a line too many', async () => {
    const result = await createFileMailer(folder).send(
      sampleMail({ subject: 'a\nBcc: b@c.example' }),
    );
    expect(result.kind).toBe('refused');
    expect(await readdir(join(folder, '..'))).toEqual([]);
  });
});
