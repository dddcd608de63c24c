import type { EditionTemplate } from '#src/shared/newsletter/mail-templates.ts';
import { asHtml, asText } from './escape.ts';
import { frameMail, quietLink, section, smallPrint } from './mail-frame.ts';
import { say, type MailSetting } from './mail-source.ts';
import { paragraphs, textFoot } from './mail-text.ts';
import { compile, leaf, node } from './mjml.ts';

/*
 * An edition is compiled with one article in it, between two marks. What is between them is the
 * template of an article; the rest is the frame, with a placeholder for all articles in its place.
 */
const begin = '{{article-begins}}';
const end = '{{article-ends}}';

export async function makeEditionMail(setting: MailSetting): Promise<EditionTemplate> {
  const { source } = setting;
  const word = (key: Parameters<typeof say>[1]): string => say(source, key);
  const whole = await compile(
    frameMail(setting, {
      subject: '{{subject}}',
      preview: '{{preview}}',
      dateline: '{{heading}}',
      sections: [
        leaf('mj-raw', {}, begin),
        article(setting),
        leaf('mj-raw', {}, end),
        section(
          { padding: '16px 20px 28px' },
          smallPrint(
            setting,
            {},
            `<p style="margin:0">${quietLink(setting, '{{archive}}', asHtml(word('mail.edition.archive')))}</p>`,
          ),
        ),
      ],
      foot: [
        asHtml(word('mail.why.subscribed')),
        [
          quietLink(setting, '{{preferences}}', asHtml(word('mail.preferences'))),
          quietLink(setting, '{{leave}}', asHtml(word('mail.leave'))),
        ].join(' · '),
      ],
    }),
  );
  const { frame, article: html } = cutOut(whole);
  return {
    subject: '{{subject}}',
    html: frame,
    text: paragraphs(
      asText(source.title),
      '{{heading}}',
      `{{articles}}${asText(word('mail.edition.archive'))}:\n{{archive}}`,
      textFoot(source, [
        asText(word('mail.why.subscribed')),
        `${asText(word('mail.preferences'))}: {{preferences}}`,
        `${asText(word('mail.leave'))}: {{leave}}`,
      ]),
    ),
    article: { html, text: '{{title}}\n\n{{description}}\n{{byline}}\n\n{{url}}\n\n----\n\n' },
  };
}

function article(setting: MailSetting) {
  const { colours } = setting;
  const ink = colours.ink.light;
  return section(
    {},
    leaf(
      'mj-text',
      { 'css-class': 'ink', 'font-size': '17px', 'line-height': '26px', padding: '22px 0 0' },
      `<h2 style="margin:0 0 8px;font-size:25px;line-height:30px;font-weight:normal"><a href="{{url}}" style="color:${ink};text-decoration:none">{{title}}</a></h2><p style="margin:0">{{description}}</p>`,
    ),
    smallPrint(setting, { padding: '8px 0 22px' }, '<p style="margin:0">{{byline}}</p>'),
    node('mj-divider', {
      'css-class': 'rule',
      'border-color': colours.rule.light,
      'border-width': '1px',
    }),
  );
}

function cutOut(whole: string): { frame: string; article: string } {
  const [before, rest] = whole.split(begin);
  const [article, after] = rest?.split(end) ?? [];
  if (before === undefined || article === undefined || after === undefined) {
    throw new Error('MJML has lost the marks around the article');
  }
  return { frame: `${before}{{articles}}${after}`, article };
}
