import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { idInFileName, toNodemailer } from './compose.ts';
import { refusalOf } from './guard.ts';
import { failed, type Mail, type Mailer, type MailResult } from './mail.ts';

/*
 * The inbox on disk: a folder of mails as they would travel (RFC 5322), `<time>-<id>.eml`.
 *
 * A mail's name has to be the same whenever the mail is handed over, and two may do so at once. The
 * first to make the empty file `.ids/<id>` decides: its time is the mail's. The mail is written beside
 * its place and moved there, so that whoever is killed leaves no half of one, and who comes again
 * finds the same place. Only the owner may read them: there are links in mails that sign people in.
 */

export function createFileMailer(folder: string): Mailer {
  async function send(mail: Mail): Promise<MailResult> {
    const refusal = refusalOf(mail);
    if (refusal !== null) return refusal;
    try {
      await write(folder, mail);
      return { kind: 'sent' };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      return failed(`The mail could not be written to ${folder}: ${code}.`);
    }
  }

  async function sendBatch(mails: readonly Mail[]): Promise<readonly MailResult[]> {
    const results: MailResult[] = [];
    for (const mail of mails) results.push(await send(mail));
    return results;
  }

  return { knowsIds: true, batchSize: 100, send, sendBatch };
}

async function write(folder: string, mail: Mail): Promise<void> {
  const ids = join(folder, '.ids');
  await mkdir(ids, { recursive: true, mode: 0o700 });
  const id = idInFileName(mail.id);
  const time = await timeOf(join(ids, id));
  const path = join(folder, `${time.toISOString().replaceAll(':', '-')}-${id}.eml`);
  if (await exists(path)) return;
  const beside = join(ids, `${id}.${randomUUID()}.part`);
  try {
    await writeDurably(beside, await compose(mail, time));
    await rename(beside, path);
  } finally {
    await rm(beside, { force: true });
  }
}

/** When a mail was handed over first. */
async function timeOf(mark: string): Promise<Date> {
  try {
    await (await open(mark, 'wx', 0o600)).close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return (await stat(mark)).mtime;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null;
}

async function compose(mail: Mail, date: Date): Promise<Uint8Array> {
  const writer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await writer.sendMail({ ...toNodemailer(mail), date });
  if (!(message instanceof Uint8Array)) throw new TypeError('Nodemailer made no whole mail.');
  return message;
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
