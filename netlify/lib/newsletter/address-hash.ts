import { createHash } from 'node:crypto';

/**
 * What an address is recognised by when the address itself is not kept: SHA-256 as hexadecimal text.
 * Capitals do not count, whatever the mail server thinks of them: whoever has left has left.
 */
export function hashAddress(address: string): string {
  return createHash('sha256').update(`broadsheet:address:${address.toLowerCase()}`).digest('hex');
}
