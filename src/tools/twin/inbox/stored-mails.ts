import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime, { type Address, type Email } from 'postal-mime';

/** A mail in the folder, as far as a list shows it. */
export interface StoredMail {
  /** Of its file, without `.eml`. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly date: Date | null;
}

export interface WholeMail extends StoredMail {
  readonly html: string | null;
  readonly text: string | null;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
}

export interface MailPage {
  readonly mails: readonly StoredMail[];
  readonly page: number;
  readonly pages: number;
  readonly count: number;
}

const mailsOnAPage = 50;

/** Names that the file mailer gives, and nothing that leads out of the folder. */
const fileName = /^(?!\.)[\w.-]+\.eml$/;

/** One page of the mails, newest first. */
export async function listMails(folder: string, wanted: number): Promise<MailPage> {
  const names = (await readdir(folder).catch(() => []))
    .filter((name) => fileName.test(name))
    // They begin with the time.
    .toSorted((a, b) => (a < b ? 1 : -1));
  const pages = Math.max(1, Math.ceil(names.length / mailsOnAPage));
  const page = Math.min(Math.max(wanted, 1), pages);
  const shown = names.slice((page - 1) * mailsOnAPage, page * mailsOnAPage);
  const read = await Promise.all(shown.map(async (name) => readMail(folder, name.slice(0, -4))));
  return { mails: read.filter((mail) => mail !== null), page, pages, count: names.length };
}

/** Null if there is no such mail. One that is broken is shown as far as it goes. */
export async function readMail(folder: string, name: string): Promise<WholeMail | null> {
  const source = await readSource(folder, name);
  if (source === null) return null;
  const email = await parse(source);
  const date = new Date(email?.date ?? Number.NaN);
  return {
    name,
    from: write(email?.from),
    to: (email?.to ?? []).map(write).join(', '),
    subject: email?.subject ?? '',
    date: Number.isNaN(date.getTime()) ? null : date,
    html: email?.html ?? null,
    text: email === null ? source.toString('utf8') : (email.text ?? null),
    headers: (email?.headers ?? []).map(({ originalKey, value }) => ({ name: originalKey, value })),
  };
}

/** The mail as it is; null if there is none of this name. */
export async function readSource(folder: string, name: string): Promise<Buffer | null> {
  if (!fileName.test(`${name}.eml`)) return null;
  return readFile(join(folder, `${name}.eml`)).catch(() => null);
}

/** Null for what is no mail, or one that goes too deep. */
async function parse(source: Buffer): Promise<Email | null> {
  return PostalMime.parse(source).catch(() => null);
}

function write(address: Address | undefined): string {
  if (address === undefined) return '';
  if (address.address === undefined) return address.group.map(write).join(', ');
  return address.name === '' ? address.address : `${address.name} <${address.address}>`;
}
