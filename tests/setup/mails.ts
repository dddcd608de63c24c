import type { Mail } from '#netlify/lib/mail/mail.ts';

export function sampleMail(fields: Partial<Mail> = {}): Mail {
  return {
    id: '0f8fad5b-d9cb-469f-a165-70867728950e',
    from: 'The Small Paper <post@paper.example>',
    to: 'ann@example.org',
    replyTo: null,
    subject: 'Confirm your subscription',
    html: '<p>Press <a href="https://paper.example/confirm?token=1">here</a>.</p>',
    text: 'Open https://paper.example/confirm?token=1',
    headers: {},
    ...fields,
  };
}

export function sampleMails(count: number): Mail[] {
  return Array.from({ length: count }, (_, at) =>
    sampleMail({ id: `mail-${at}`, to: `reader-${at}@example.org` }),
  );
}
