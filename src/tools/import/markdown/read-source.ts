import { readFile, stat } from 'node:fs/promises';
import type { FileNotes } from './report.ts';

/** The build refuses longer texts; a longer file is a book or a mistake. */
const longestInBytes = 2_000_000;

/**
 * Reads a text in whatever encoding a file of the last thirty years is likely to have: UTF-8, UTF-16
 * with its mark, or else windows-1252, which never fails and holds Latin-1. Answers null, and says
 * so, for files that are too long or hold bytes that no text has.
 */
export async function readSource(file: string, notes: FileNotes): Promise<string | null> {
  const { size } = await stat(file);
  if (size > longestInBytes) {
    notes.note('left out', 'more than 2 MB of text', null, `${(size / 1_000_000).toFixed(1)} MB`);
    return null;
  }
  const bytes = await readFile(file);
  // Asked first: of what is no text there is no encoding to be guessed.
  const isText = utf16Mark(bytes) !== null || !bytes.includes(0);
  const text = isText ? decode(bytes, notes) : '\0';
  if (text.includes('\0')) {
    notes.note('left out', 'not a text file', null);
    return null;
  }
  return text.replaceAll(/\r\n?/g, '\n');
}

function decode(bytes: Uint8Array, notes: FileNotes): string {
  const utf16 = utf16Mark(bytes);
  if (utf16) {
    notes.note('mapped', `text in ${utf16} written as UTF-8`, null);
    return new TextDecoder(utf16).decode(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    notes.note('guessed', 'encoding: not UTF-8, read as windows-1252', null);
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function utf16Mark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}
