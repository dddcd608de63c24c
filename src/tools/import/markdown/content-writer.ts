import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '#src/collections/disk-cache.ts';
import { hashOf, ledgerName, ledgerText, readLedger, type Ledger } from './ledger.ts';

/** What an import did to the files of the content folder. */
export interface WriteCounts {
  created: number;
  changed: number;
  unchanged: number;
  /** Edited by the owner since the last import, or never an import's. */
  kept: number;
  removed: number;
}

/** A file to write. */
export interface OutputFile {
  /** From the content folder, with forward slashes. */
  readonly path: string;
  readonly data: string | Uint8Array;
  /** The source that it was made of. */
  readonly from: string;
}

/**
 * Writes imported files, never over what the owner wrote or edited. In a dry run it decides the same
 * and writes nothing.
 */
export class ContentWriter {
  readonly counts: WriteCounts = { created: 0, changed: 0, unchanged: 0, kept: 0, removed: 0 };
  readonly ledger: Ledger;
  readonly #folder: string;
  readonly #isDryRun: boolean;

  private constructor(folder: string, ledger: Ledger, isDryRun: boolean) {
    this.#folder = folder;
    this.ledger = ledger;
    this.#isDryRun = isDryRun;
  }

  static async open(folder: string, isDryRun: boolean): Promise<ContentWriter> {
    return new ContentWriter(folder, await readLedger(path.join(folder, ledgerName)), isDryRun);
  }

  /** Answers false where the owner's file stays. */
  async write(file: OutputFile): Promise<boolean> {
    const present = await this.#read(file.path);
    const hash = hashOf(file.data);
    const presentHash = present === null ? null : hashOf(present);
    if (presentHash === hash) this.counts.unchanged += 1;
    else if (presentHash !== null && presentHash !== this.ledger.get(file.path)?.hash) {
      this.counts.kept += 1;
      return false;
    } else {
      this.counts[presentHash === null ? 'created' : 'changed'] += 1;
      if (!this.#isDryRun) await writeWhole(path.join(this.#folder, file.path), file.data);
    }
    this.ledger.set(file.path, { hash, from: file.from });
    return true;
  }

  /** Whether a file was written by an import and edited since. */
  async isEdited(file: string): Promise<boolean> {
    const present = await this.#read(file);
    const entry = this.ledger.get(file);
    return present !== null && entry !== undefined && hashOf(present) !== entry.hash;
  }

  async exists(file: string): Promise<boolean> {
    return (await this.#read(file)) !== null;
  }

  /** Removes a file that an import wrote and nobody edited. */
  async removeStale(file: string): Promise<void> {
    if (await this.isEdited(file)) return;
    if (await this.exists(file)) this.counts.removed += 1;
    this.ledger.delete(file);
    if (!this.#isDryRun) await rm(path.join(this.#folder, file), { force: true });
  }

  /** Writes a file of the import's own, such as the report. */
  async writeOwn(name: string, data: string): Promise<void> {
    if (!this.#isDryRun) await writeWhole(path.join(this.#folder, name), data);
  }

  async close(): Promise<void> {
    await this.writeOwn(ledgerName, ledgerText(this.ledger));
  }

  async #read(file: string): Promise<Uint8Array | null> {
    return await readFile(path.join(this.#folder, file)).catch(() => null);
  }
}
