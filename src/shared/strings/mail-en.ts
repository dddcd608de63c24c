import { englishAccountMailStrings } from './account-mail-en.ts';
import type { MailName } from '#src/shared/newsletter/mail-templates.ts';

type OfEachMail = 'subject' | 'preview' | 'heading' | 'text' | 'button';

/** The words of mails, in English. They are part of `englishStrings`. */
export const englishMailStrings = {
  'mail.confirm.subject': 'Please confirm your address',
  'mail.confirm.preview': 'One click, and the newsletter comes to you.',
  'mail.confirm.heading': 'Is this your address?',
  'mail.confirm.text':
    'Somebody, most likely you, has asked for the newsletter of {title} at this address. Please confirm it, and it will be sent to you.',
  'mail.confirm.button': 'Yes, subscribe me',
  'mail.confirm.otherwise':
    'If it was not you, do nothing: no newsletter comes, and the address is deleted after a week.',
  'mail.welcome.subject': 'You are subscribed to {title}',
  'mail.welcome.preview': 'How to change what you get, and how to leave.',
  'mail.welcome.heading': 'You are subscribed',
  'mail.welcome.text':
    'Thank you. From now on the newsletter of {title} comes to this address. Choose how often, and about which topics, whenever you like.',
  'mail.welcome.button': 'Choose what you get',
  'mail.welcome.otherwise': 'Keep this mail: the links in it work for as long as you subscribe.',
  'mail.already.subject': 'You are subscribed already',
  'mail.already.preview': 'Somebody asked for the newsletter again, most likely you.',
  'mail.already.heading': 'You are subscribed already',
  'mail.already.text':
    'Somebody, most likely you, has asked for the newsletter of {title} at this address. It comes to you already, and nothing has changed.',
  'mail.already.button': 'Choose what you get',
  'mail.already.otherwise':
    'If the newsletter does not reach you, look among unwanted mail, and add our address to those you know.',
  'mail.export.subject': 'A copy of your data',
  'mail.export.preview': 'The link to all that {title} keeps of you.',
  'mail.export.heading': 'A copy of your data',
  'mail.export.text':
    'You have asked for a copy of all that {title} keeps of you for its newsletter. This link leads to it.',
  'mail.export.button': 'To the copy',
  'mail.export.otherwise':
    'If it was not you, do nothing: nobody but you can see this link, and it soon stops working.',
  'mail.erase.subject': 'Delete your data',
  'mail.erase.preview': 'The link that deletes all that {title} keeps of you.',
  'mail.erase.heading': 'Delete your data',
  'mail.erase.text':
    'You have asked for all that {title} keeps of you for its newsletter to be deleted. This link leads to the page where it is done.',
  'mail.erase.button': 'To the page',
  'mail.erase.otherwise':
    'If it was not you, do nothing: everything stays as it is, and the link soon stops working.',
  ...englishAccountMailStrings,
  'mail.edition.archive': 'Read this on the web',
  'mail.why.asked': 'This mail was sent once, because it was asked for on {site}.',
  'mail.why.subscribed': 'You get this mail because you subscribed to it on {site}.',
  'mail.leave': 'Leave',
  'mail.preferences': 'Change what you get',
} as const satisfies Readonly<Record<`mail.${MailName}.${OfEachMail | 'otherwise'}`, string>> &
  Readonly<Record<string, string>>;
