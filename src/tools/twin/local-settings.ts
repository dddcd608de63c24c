import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/*
 * What functions need to be told and an owner need not set on their own machine: what links are
 * signed with, and where mails are written. Set before the functions are loaded, gone when the twin
 * is. What the owner set stays as it is.
 */

export interface LocalSettings {
  /** Where mails are written; null where they go to somebody else. */
  readonly inboxFolder: string | null;
  /** Where functions send tags that are to be forgotten. */
  setPurgeUrl: (url: string) => void;
  unset: () => Promise<void>;
}

export interface LocalSettingsOptions {
  readonly root: string;
  /** Whether links and mails of one run are good in the next. */
  readonly isKept: boolean;
}

export async function setLocalSettings(options: LocalSettingsOptions): Promise<LocalSettings> {
  const { root, isKept } = options;
  const undo: (() => unknown)[] = [];
  if (!isOwners('AUTH_SECRET')) {
    const secret = isKept ? await keptSecret(join(root, '.netlify')) : newSecret();
    undo.push(set('AUTH_SECRET', secret));
  }
  const transport = process.env['MAIL_TRANSPORT']?.trim() || 'file';
  if (transport === 'file' && !isOwners('BROADSHEET_INBOX')) {
    const folder = isKept
      ? join(root, '.netlify', 'inbox')
      : await mkdtemp(join(tmpdir(), 'broadsheet-inbox-'));
    undo.push(set('BROADSHEET_INBOX', folder));
    if (!isKept) undo.push(async () => rm(folder, { recursive: true, force: true }));
  }
  const folder = process.env['BROADSHEET_INBOX']?.trim();
  return {
    inboxFolder: transport === 'file' && folder ? resolve(folder) : null,
    setPurgeUrl: (url) => void undo.push(set('BROADSHEET_PURGE_URL', url)),
    unset: async () => {
      for (const act of undo) await act();
    },
  };
}

/** What twins of this process set, by name: to a second one it is not the owner's. */
const published = new Map<string, string>();

function isOwners(name: string): boolean {
  const value = process.env[name]?.trim();
  return Boolean(value) && value !== published.get(name);
}

function set(name: string, value: string): () => void {
  published.set(name, value);
  process.env[name] = value;
  return () => {
    if (process.env[name] === value) delete process.env[name];
    if (published.get(name) === value) published.delete(name);
  };
}

function newSecret(): string {
  return randomBytes(32).toString('hex');
}

/** The secret of earlier runs. Whoever reads it can sign links: it is the owner's alone. */
async function keptSecret(folder: string): Promise<string> {
  const path = join(folder, 'secret');
  const kept = (await readFile(path, 'utf8').catch(() => '')).trim();
  if (/^[\da-f]{64}$/.test(kept)) return kept;
  const secret = newSecret();
  await mkdir(folder, { recursive: true });
  const beside = join(folder, `secret.${randomUUID()}`);
  await writeFile(beside, `${secret}\n`, { mode: 0o600 });
  await rename(beside, path);
  return secret;
}
