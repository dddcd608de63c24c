import type { AccountMailName } from '#src/shared/accounts/account-settings.ts';
import type { MailName, MailTemplate } from '#src/shared/newsletter/mail-templates.ts';
import { asHtml, asLine, asText } from './escape.ts';
import { frameMail, quietLink, section, smallPrint, startOf } from './mail-frame.ts';
import { faces } from './mail-look.ts';
import { say, type MailSetting } from './mail-source.ts';
import { paragraphs, textFoot } from './mail-text.ts';
import { compile, leaf } from './mjml.ts';

type SingleMailName = MailName | AccountMailName;

/** Mails to people who subscribe, or have: they carry the links to change what they get, and to leave. */
const toSubscribers: ReadonlySet<SingleMailName> = new Set(['welcome', 'already']);

/** Makes one of the mails that answer something a reader has done: a few words and a button. */
export async function makeSingleMail(
  setting: MailSetting,
  name: SingleMailName,
): Promise<MailTemplate> {
  const { source } = setting;
  const word = (
    part: 'subject' | 'preview' | 'heading' | 'text' | 'button' | 'otherwise',
  ): string => say(source, `mail.${name}.${part}`);
  const isToSubscriber = toSubscribers.has(name);
  const why = say(source, isToSubscriber ? 'mail.why.subscribed' : 'mail.why.asked');
  const links = isToSubscriber ? (['mail.preferences', 'mail.leave'] as const) : [];
  const mail = frameMail(setting, {
    subject: asHtml(word('subject')),
    preview: asHtml(word('preview')),
    dateline: null,
    sections: [
      section(
        { padding: '28px 20px 32px' },
        leaf(
          'mj-text',
          { 'css-class': 'ink', 'font-size': '26px', 'line-height': '32px' },
          `<h1 style="margin:0;font-size:26px;line-height:32px;font-weight:normal">${asHtml(word('heading'))}</h1>`,
        ),
        leaf(
          'mj-text',
          {
            'css-class': 'ink',
            'font-size': '17px',
            'line-height': '27px',
            padding: '12px 0 24px',
          },
          `<p style="margin:0">${asHtml(word('text'))}</p>`,
        ),
        button(setting, asHtml(word('button'))),
        smallPrint(
          setting,
          { padding: '24px 0 0' },
          `<p style="margin:0">${asHtml(word('otherwise'))}</p>`,
        ),
      ),
    ],
    foot: [
      asHtml(why),
      links
        .map((link) => quietLink(setting, placeholderOf(link), asHtml(say(source, link))))
        .join(' · '),
    ],
  });
  return {
    subject: asLine(word('subject')),
    html: await compile(mail),
    text: paragraphs(
      asText(source.title),
      asText(word('heading')),
      asText(word('text')),
      `${asText(word('button'))}:\n{{link}}`,
      asText(word('otherwise')),
      textFoot(source, [
        asText(why),
        ...links.map((link) => `${asText(say(source, link))}: ${placeholderOf(link)}`),
      ]),
    ),
  };
}

function placeholderOf(link: 'mail.preferences' | 'mail.leave'): string {
  return link === 'mail.leave' ? '{{leave}}' : '{{preferences}}';
}

function button(setting: MailSetting, text: string) {
  const { colours } = setting;
  return leaf(
    'mj-button',
    {
      'css-class': 'button',
      href: '{{link}}',
      align: startOf(setting),
      'background-color': colours.ink.light,
      color: colours.paper.light,
      'border-radius': '0',
      'font-family': faces.sans,
      'font-size': '15px',
      'font-weight': '500',
      'inner-padding': '14px 24px',
      target: '_self',
    },
    text,
  );
}
