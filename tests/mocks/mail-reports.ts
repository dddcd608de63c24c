import { createHmac } from 'node:crypto';

/* The mail provider's messages, signed as Standard Webhooks and Svix say. */

export const webhookSecret = `whsec_${Buffer.alloc(24, 'broadsheet').toString('base64')}`;

export interface Signing {
  readonly id?: string;
  readonly at?: Date;
  readonly secret?: string;
  readonly family?: 'svix' | 'webhook';
}

export function signMessage(body: string, signing: Signing = {}): Headers {
  const { id = `msg_${crypto.randomUUID()}`, at = new Date(), family = 'svix' } = signing;
  const { secret = webhookSecret } = signing;
  const seconds = String(Math.floor(at.getTime() / 1000));
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const digest = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return new Headers({
    [`${family}-id`]: id,
    [`${family}-timestamp`]: seconds,
    [`${family}-signature`]: `v1,${digest}`,
    'content-type': 'application/json',
  });
}

export function mailEvent(type: string, to: unknown, data: Record<string, unknown> = {}): string {
  return JSON.stringify({
    type,
    created_at: '2026-11-22T10:00:00.000Z',
    data: { email_id: crypto.randomUUID(), from: 'post@paper.example', to, ...data },
  });
}

export function bounce(to: unknown, type = 'Permanent'): string {
  const details = { message: 'No such user', subType: 'General', type };
  return mailEvent('email.bounced', to, { bounce: details });
}
