import type { MailReport } from './mail.ts';
import { checkSignature } from './webhook-signature.ts';

/*
 * What a mail provider tells of mails that it took, as Resend does: `{ type, created_at, data }`
 * with `data.to`, `data.email_id` and, of a bounce, `data.bounce.type` (Permanent, Transient or
 * Undetermined), signed by Standard Webhooks.
 */

export type VerifiedReport =
  | { readonly kind: 'report'; readonly report: MailReport }
  /** Genuine, and nothing that has to be done for: opened, delivered, whatever comes next year. */
  | { readonly kind: 'ignored' }
  /** Not signed with our secret. */
  | { readonly kind: 'unsigned' }
  /** Signed, but now is not when. */
  | { readonly kind: 'stale' }
  /** Genuine, and not to be understood. */
  | { readonly kind: 'malformed' };

export interface SignedMessage {
  readonly headers: Headers;
  /** As it came: what is parsed and written again has another signature. */
  readonly body: Uint8Array;
}

/** As many as Resend takes for one mail. */
const mostAddresses = 50;

/** @throws {SettingError} for a secret that keeps nobody out. */
export function verifyMailReport(
  message: SignedMessage,
  secret: string,
  now: Date,
): VerifiedReport {
  const signed = checkSignature(message, secret, now);
  if (signed.kind !== 'signed') return signed;
  const event = parse(message.body);
  const type = own(event, 'type');
  if (typeof type !== 'string') return { kind: 'malformed' };
  const data = own(event, 'data');
  const kind = kindOf(type, data);
  if (kind === null) return { kind: 'ignored' };
  const addresses = addressesIn(own(data, 'to'));
  if (addresses.length === 0) return { kind: 'malformed' };
  return { kind: 'report', report: { id: idOf(type, data) ?? signed.id, kind, addresses } };
}

function kindOf(type: string, data: unknown): MailReport['kind'] | null {
  switch (type) {
    case 'email.complained':
      return 'complained';
    case 'email.delivery_delayed':
      return 'delayed';
    case 'email.bounced': {
      const bounce = own(own(data, 'bounce'), 'type');
      // In doubt it is for now: an address that is really gone bounces again.
      return typeof bounce === 'string' && /^permanent$/iu.test(bounce) ? 'bounced' : 'delayed';
    }
    default:
      return null;
  }
}

/** A mail that is late is reported again and again, and is one mail that is late. */
function idOf(type: string, data: unknown): string | null {
  const mail = own(data, 'email_id');
  if (type !== 'email.delivery_delayed' || typeof mail !== 'string') return null;
  return /^[\w-]{1,128}$/u.test(mail) ? `delayed:${mail}` : null;
}

function addressesIn(to: unknown): string[] {
  const found = [to].flat().slice(0, mostAddresses).map(addressIn);
  return [...new Set(found.filter((address) => address !== null))];
}

/** `ann@example.org`, alone or as `Ann <ann@example.org>`. */
function addressIn(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 998) return null;
  const address = /<([^<>]*)>\s*$/u.exec(value)?.[1] ?? value.trim();
  return address.length <= 320 && /^[^\s\p{Cc}@<>]+@[^\s\p{Cc}@<>]+$/u.test(address)
    ? address
    : null;
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
}

/** A property that the message itself has: `__proto__` and its kin are words like others. */
function own(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return Reflect.get(value, name);
}
