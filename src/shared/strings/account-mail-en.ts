import type { AccountMailName } from '#src/shared/accounts/account-settings.ts';

type OfEachMail = 'subject' | 'preview' | 'heading' | 'text' | 'button' | 'otherwise';

/** The words of mails about accounts, in English. They are part of `englishStrings`. */
export const englishAccountMailStrings = {
  'mail.sign-up.subject': 'Please confirm your address',
  'mail.sign-up.preview': 'One step, and your account at {title} is open.',
  'mail.sign-up.heading': 'Is this your address?',
  'mail.sign-up.text':
    'Somebody, most likely you, has asked for an account at {title} with this address. Please confirm it with the password that was chosen.',
  'mail.sign-up.button': 'Confirm the address',
  'mail.sign-up.otherwise':
    'If it was not you, do nothing: the account stays closed, and is deleted after a week. The link works for a day.',
  'mail.known.subject': 'You have an account already',
  'mail.known.preview': 'Somebody asked for one again, most likely you.',
  'mail.known.heading': 'You have an account already',
  'mail.known.text':
    'Somebody, most likely you, has asked for an account at {title} with this address. There is one already, and nothing has changed. You can sign in, or choose a new password.',
  'mail.known.button': 'Sign in',
  'mail.known.otherwise':
    'If it was not you, do nothing: nobody was told that you have an account.',
  'mail.sign-in.subject': 'Your link to sign in',
  'mail.sign-in.preview': 'It works once, for a quarter of an hour.',
  'mail.sign-in.heading': 'Sign in',
  'mail.sign-in.text':
    'Somebody, most likely you, wants to sign in at {title} with this address. This link does so, once, within a quarter of an hour.',
  'mail.sign-in.button': 'Sign in',
  'mail.sign-in.otherwise':
    'If it was not you, do nothing: nobody gets in without this link. Pass it on to nobody.',
  'mail.reset.subject': 'Choose a new password',
  'mail.reset.preview': 'The link works once, for an hour.',
  'mail.reset.heading': 'A new password',
  'mail.reset.text':
    'Somebody, most likely you, wants a new password for the account at {title} that has this address. This link leads to the page where it is chosen, once, within an hour.',
  'mail.reset.button': 'Choose a password',
  'mail.reset.otherwise':
    'If it was not you, do nothing: the password stays as it is. Pass the link on to nobody.',
} as const satisfies Readonly<Record<`mail.${AccountMailName}.${OfEachMail}`, string>>;
