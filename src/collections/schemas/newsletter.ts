import { domainToASCII } from 'node:url';
import { z } from 'astro/zod';
import { id } from './fields.ts';

const mailAddress = z.email('a mail address, such as post@small.example');

/** A name as mail programs read it, before the address. */
const senderPattern = /^(?:"[^"\\]+"|[^\s",;:<>@()[\]\\][^",;:<>@()[\]\\]*)\s<([^<>]+)>$/u;

const sender = z
  .string('a name and an address, such as The Small Paper <post@small.example>')
  .trim()
  .max(200, 'at most 200 characters')
  .refine(
    (text) => mailAddress.safeParse(senderPattern.exec(text)?.[1]).success && isOneLine(text),
    'a name and an address, such as The Small Paper <post@small.example>; a name with , : ; or brackets in "quotes"',
  );

function isOneLine(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

const mostAddressLines = 6;

const postalAddress = z
  .string('an address of one or more lines, such as 1 Quay Street, Harbour')
  .trim()
  .min(1, 'some text')
  .max(300, 'at most 300 characters')
  .transform((text) => text.split(/\s*\n\s*/).join('\n'))
  .refine(
    (text) => text.split('\n').length <= mostAddressLines,
    `at most ${mostAddressLines} lines`,
  )
  .refine(
    (text) => !/<[a-z/!][^>]*>/i.test(text) && isOneLine(text.replaceAll('\n', ' ')),
    'plain text, without HTML tags',
  );

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const weekday = z
  .union([z.int(), z.string()], 'a day: monday to sunday, or 1 (monday) to 7')
  .transform((day, context) => {
    const number = typeof day === 'number' ? day : weekdays.indexOf(day.toLowerCase()) + 1;
    if (number >= 1 && number <= 7) return number;
    context.addIssue({ code: 'custom', message: 'a day: monday to sunday, or 1 (monday) to 7' });
    return z.NEVER;
  });

/** The domain of an address, as mail servers know it: in small ASCII letters. */
const domain = z
  .string('a domain, such as mail.example')
  .transform((text) => domainToASCII(text.trim().replace(/^@/, '')))
  .refine(
    (text) => /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*$/.test(text),
    'a domain, such as mail.example',
  );

/** `newsletter` of `site.yaml`: the newsletter, and how it is sent. */
export const newsletterSchema = z.strictObject(
  {
    /** Who mails come from, such as The Small Paper <post@small.example>. `MAIL_FROM` overrides it; one of the two is needed to send. */
    sender: sender.optional(),
    /** Where answers go. Default: to the sender. */
    replyTo: mailAddress.optional(),
    /** Where the publication is reached by post. Many countries ask for it at the foot of each mail. */
    postalAddress: postalAddress.optional(),
    /** Whether nothing is sent to subscribers for now. One can subscribe and leave all the same. */
    paused: z.boolean('true or false').default(false),
    /** The day on which the weekly edition is made: monday to sunday, or 1 (monday) to 7. */
    weekday: weekday.default(1),
    /** Topics that readers may choose from, in this order. Default: the sections. */
    topics: z
      .array(id, 'a list of topic ids')
      .refine((ids) => new Set(ids).size === ids.length, 'each topic once')
      .optional(),
    /** Where readers have their addresses. Domains of throw-away addresses are known and refused. */
    domains: z
      .strictObject(
        {
          /** Let in, though known for throw-away addresses. */
          allowed: z.array(domain, 'a list of domains').default([]),
          /** Refused as well. */
          refused: z.array(domain, 'a list of domains').default([]),
        },
        'lists such as { allowed: [mail.example], refused: [] }',
      )
      .refine(
        ({ allowed, refused }) => !allowed.some((one) => refused.includes(one)),
        'each domain in one of the lists',
      )
      .prefault({}),
  },
  'fields such as sender: The Small Paper <post@small.example>; or {} for all defaults',
);

/** The settings of the newsletter, with defaults filled in. */
export type NewsletterOfSite = z.output<typeof newsletterSchema>;
