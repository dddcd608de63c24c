/** Postgres' wire protocol, as far as one must read it to see where a transaction begins and ends. */
import type { Socket } from 'node:net';

const sslRequest = 80_877_103;
const gssRequest = 80_877_104;

/** What a client says: its start-up message first, then one message at a time. */
export async function* clientMessages(client: Socket): AsyncGenerator<Buffer> {
  let buffered = Buffer.alloc(0);
  let hasStarted = false;
  for await (const chunk of client) {
    buffered = Buffer.concat([buffered, chunk]);
    for (;;) {
      // Only the start-up message has no letter in front of its length.
      const length = messageLength(buffered, hasStarted ? 1 : 0);
      if (length === null) break;
      const message = buffered.subarray(0, length);
      buffered = buffered.subarray(length);
      if (!hasStarted && asksForEncryption(message)) client.write('N');
      else yield message;
      hasStarted ||= !asksForEncryption(message);
    }
  }
}

/** What the server says, one message at a time. */
export async function* serverMessages(server: Socket): AsyncGenerator<Buffer> {
  let buffered = Buffer.alloc(0);
  for await (const chunk of server) {
    buffered = Buffer.concat([buffered, chunk]);
    for (
      let length = messageLength(buffered, 1);
      length !== null;
      length = messageLength(buffered, 1)
    ) {
      yield buffered.subarray(0, length);
      buffered = buffered.subarray(length);
    }
  }
}

/** Null if the message is not there in full. */
function messageLength(buffered: Buffer, letters: 0 | 1): number | null {
  if (buffered.byteLength < letters + 4) return null;
  const length = letters + buffered.readInt32BE(letters);
  return buffered.byteLength < length ? null : length;
}

function asksForEncryption(message: Buffer): boolean {
  if (message.byteLength !== 8) return false;
  const code = message.readInt32BE(4);
  return code === sslRequest || code === gssRequest;
}

/** The letter that says what a message is. */
export function kindOf(message: Buffer): string {
  return String.fromCharCode(message[0] ?? 0);
}

/** What ReadyForQuery says: whether the session is outside of any transaction. */
export function saysIdle(readyForQuery: Buffer): boolean {
  return readyForQuery[5] === 'I'.charCodeAt(0);
}

export function queryMessage(sql: string): Buffer {
  const message = Buffer.alloc(6 + Buffer.byteLength(sql));
  message.write('Q');
  message.writeInt32BE(message.byteLength - 1, 1);
  message.write(sql, 5);
  return message;
}

export const syncMessage = Buffer.from([0x53, 0, 0, 0, 4]);
