import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isRecord } from './foreign-fields.ts';

/*
 * `.import.json` in the content folder: which files an import wrote, the SHA-256 of what it wrote,
 * and which source each came from. A file whose bytes have another digest was edited by its owner
 * since, and is the owner's. Without the ledger every file counts as the owner's; nothing is lost.
 */

export const ledgerName = '.import.json';

export interface LedgerEntry {
  readonly hash: string;
  /** Name of the imported folder and path in it. */
  readonly from: string;
}

/** Paths from the content folder → what was written there. */
export type Ledger = Map<string, LedgerEntry>;

export async function readLedger(file: string): Promise<Ledger> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const value = parseJson(text);
  const files = isRecord(value) && isRecord(value['files']) ? value['files'] : {};
  const ledger: Ledger = new Map();
  for (const [path, entry] of Object.entries(files)) {
    if (isRecord(entry) && typeof entry['hash'] === 'string' && typeof entry['from'] === 'string') {
      ledger.set(path, { hash: entry['hash'], from: entry['from'] });
    }
  }
  return ledger;
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return null;
  }
}

export function ledgerText(ledger: Ledger): string {
  const files = Object.fromEntries([...ledger].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: 1, files }, null, 2)}\n`;
}

export function hashOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
