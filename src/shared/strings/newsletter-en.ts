import type { NewsletterWord } from '#src/shared/newsletter/newsletter-settings.ts';

/** The words of the newsletter's form and pages, in English. They are part of `englishStrings`. */
export const englishNewsletterStrings = {
  'newsletter.heading': 'Newsletter',
  'newsletter.promise': 'What is new in {title}, by e-mail: as it appears, or once a week.',
  'newsletter.label': 'E-mail address',
  'newsletter.placeholder': 'name@example.org',
  'newsletter.submit': 'Subscribe',
  'newsletter.sending': 'Sending …',
  'newsletter.privacy':
    'Your address is used for this newsletter only. Each mail has a link to leave it.',
  'newsletter.trap': 'Leave this field empty',
  'newsletter.sent.title': 'Please look into your inbox',
  'newsletter.sent.text':
    'A mail is on its way. Follow the link in it, and you are subscribed. If nothing comes within a few minutes, look among unwanted mail.',
  'newsletter.error.invalid_email':
    'This does not look like an e-mail address. One has the form name@example.org.',
  'newsletter.error.missing_email': 'Please write your e-mail address here.',
  'newsletter.error.disposable_email':
    'Addresses of this kind are gone after a while. Please use one that stays.',
  'newsletter.error.too_many_requests':
    'There have been many attempts from here. Please wait some minutes and try again.',
  'newsletter.error.unavailable':
    'This did not reach us. Your address is still here: please try again.',
  'newsletter.error.invalid_request': 'Something in this request was not right. Please try again.',
  'newsletter.retry': 'Try again',
  'newsletter.page.what.title': 'What you get',
  'newsletter.page.what.text':
    'A mail with headlines, what each article is about, and links. No pictures, nothing that counts whether you read it.',
  'newsletter.page.often.title': 'How often',
  'newsletter.page.often.text':
    'When something new has been published, or once a week, on {weekday}. You choose, and can change it with the link in each mail.',
  'newsletter.page.topics.title': 'About what',
  'newsletter.page.topics.text': 'Everything, or the topics that you choose: {topics}.',
  'newsletter.page.paused':
    'The newsletter is resting at the moment. You can subscribe; mails come when it goes on.',
  'newsletter.back': 'To the front page',
  'newsletter.confirm.title': 'One more step',
  'newsletter.confirm.text': 'The newsletter of {title} comes to you as soon as you say so here.',
  'newsletter.confirm.submit': 'Yes, subscribe me',
  'newsletter.confirmed.title': 'You are subscribed',
  'newsletter.confirmed.text':
    'The next newsletter comes to you. A mail with the links to change what you get, and to leave, is on its way.',
  'newsletter.expired.title': 'This link is no longer good',
  'newsletter.expired.text':
    'It may be too old, or have been used already. If you like, a new one is sent to you.',
  'newsletter.expired.submit': 'Send a new link',
  'newsletter.unsubscribe.title': 'Leave the newsletter',
  'newsletter.unsubscribe.text': 'Nothing more will be sent to {address}.',
  'newsletter.unsubscribe.submit': 'Leave',
  'newsletter.unsubscribed.title': 'You have left',
  'newsletter.unsubscribed.text': 'Nothing more will be sent to {address}.',
  'newsletter.unsubscribed.undo': 'That was a mistake: subscribe me again',
  'newsletter.undone.title': 'You are subscribed again',
  'newsletter.undone.text': 'Everything is as it was before, for {address}.',
  'newsletter.unknown.title': 'This link leads nowhere',
  'newsletter.unknown.text':
    'It may have been cut short on its way. Please copy it whole from the mail into your browser. If your address was deleted, there is nothing left to change.',
  'newsletter.preferences.title': 'What you get',
  'newsletter.preferences.text': 'Everything here can be changed as often as you like.',
  'newsletter.preferences.topics': 'Topics',
  'newsletter.preferences.topics.hint': 'If you choose none, you get everything.',
  'newsletter.preferences.frequency': 'How often',
  'newsletter.preferences.each': 'When something new has been published',
  'newsletter.preferences.weekly': 'Once a week',
  'newsletter.preferences.language': 'Language',
  'newsletter.preferences.submit': 'Save',
  'newsletter.preferences.saved': 'Saved.',
  'newsletter.data.title': 'Your data',
  'newsletter.data.text':
    'You can have a copy of all that is kept of you, or have it deleted. Either way a link is sent to your address first, so that nobody else can do it.',
  'newsletter.data.export': 'Send me a link to a copy',
  'newsletter.data.erase': 'Send me a link to delete it',
  'newsletter.data.sent': 'A mail with the link is on its way.',
  'newsletter.export.title': 'A copy of your data',
  'newsletter.export.text':
    'Here is all that is kept of you: a file that people and programs can read.',
  'newsletter.export.submit': 'Download',
  'newsletter.erase.title': 'Delete your data',
  'newsletter.erase.text':
    'All that is kept of you will be deleted, and nothing more will be sent. This cannot be undone.',
  'newsletter.erase.submit': 'Delete everything',
  'newsletter.erased.title': 'Your data has been deleted',
  'newsletter.erased.text':
    'Only a fingerprint of your address stays, from which it cannot be read, so that nobody writes to it by mistake.',
  'newsletter.editions': 'Past editions',
  'newsletter.editions.none': 'Nothing has been sent yet.',
  'newsletter.edition.title': 'Newsletter of {date}',
} as const satisfies Readonly<Record<`newsletter.${NewsletterWord}`, string>> &
  Readonly<Record<string, string>>;
