import { createHash } from 'node:crypto';

/** SHA-256 of `data` in hexadecimal. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** A short name for a value: the first 128 bits of the SHA-256 of its JSON. */
export function digestOf(value: unknown): string {
  return sha256Hex(JSON.stringify(value)).slice(0, 32);
}
