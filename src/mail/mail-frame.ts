import type { MjmlNode } from 'mjml';
import { asHtml } from './escape.ts';
import { faces, type MailColours } from './mail-look.ts';
import type { MailSetting } from './mail-source.ts';
import { leaf, node } from './mjml.ts';

/*
 * What is around every mail: the nameplate with its rules, and the foot that says why it came and how
 * to leave. Nothing in it is loaded from anywhere, so nothing tells whether it was read.
 */

/** What a frame holds, as HTML. */
export interface FramedMail {
  readonly subject: string;
  /** What lists of mails show beside the subject. */
  readonly preview: string;
  /** A line between the rules under the nameplate; null for none. */
  readonly dateline: string | null;
  readonly sections: readonly MjmlNode[];
  /** Why it came, and links. */
  readonly foot: readonly string[];
}

export function frameMail(setting: MailSetting, mail: FramedMail): MjmlNode {
  const { source, colours } = setting;
  return node(
    'mjml',
    { lang: source.locale, dir: source.dir },
    node(
      'mj-head',
      {},
      leaf('mj-title', {}, mail.subject),
      leaf('mj-preview', {}, mail.preview + afterPreview),
      node(
        'mj-attributes',
        {},
        node('mj-all', { 'font-family': faces.serif, padding: '0' }),
        node('mj-section', { direction: source.dir, padding: '0 20px' }),
        node('mj-column', { direction: source.dir }),
        node('mj-text', { align: startOf(setting), color: colours.ink.light }),
      ),
      leaf('mj-raw', {}, metadata),
      leaf('mj-style', {}, stylesOf(colours)),
    ),
    node(
      'mj-body',
      { width: '600px', 'background-color': colours.paper.light, 'css-class': 'paper' },
      nameplate(setting, mail.dateline),
      ...mail.sections,
      foot(setting, mail.foot),
    ),
  );
}

/** Where lines begin. Mail programs do not know `start`. */
export function startOf({ source }: MailSetting): 'left' | 'right' {
  return source.dir === 'rtl' ? 'right' : 'left';
}

/** Keeps the beginning of the mail itself out of the preview. */
const afterPreview = '&#847;&zwnj;&nbsp;'.repeat(60);

/** Telephones would make links of dates and numbers. */
const metadata =
  '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><meta name="format-detection" content="telephone=no, date=no, address=no, email=no">';

/** At night, and on narrow screens: where a mail program does not read this, the mail is as by day. */
function stylesOf(colours: MailColours): string {
  const { paper, ink, 'ink-quiet': quiet, rule, accent } = colours;
  return `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
h1, h2, p { margin: 0; }
a:hover { color: ${accent.light} !important; }
@media (max-width: 480px) {
  .plate div { font-size: 32px !important; }
}
@media (prefers-color-scheme: dark) {
  body, .paper, .paper > div { background-color: ${paper.dark} !important; }
  .ink div, .ink a { color: ${ink.dark} !important; }
  .quiet div, .quiet a { color: ${quiet.dark} !important; }
  .accent div, .accent a { color: ${accent.dark} !important; }
  .line p { border-top-color: ${ink.dark} !important; }
  .rule p { border-top-color: ${rule.dark} !important; }
  .button td { background: ${ink.dark} !important; }
  .button a { background: ${ink.dark} !important; color: ${paper.dark} !important; }
  .paper a:hover { color: ${accent.dark} !important; }
  .paper .button a:hover { color: ${paper.dark} !important; }
}`;
}

/** A section of one column, which is as wide as the mail. */
export function section(
  attributes: Readonly<Record<string, string>>,
  ...parts: MjmlNode[]
): MjmlNode {
  return node('mj-section', attributes, node('mj-column', {}, ...parts));
}

/** A rule in ink, `1px` or, as under a nameplate, double. */
export function line({ colours }: MailSetting, kind: 'single' | 'double'): MjmlNode {
  return node('mj-divider', {
    'css-class': 'line',
    'border-color': colours.ink.light,
    'border-style': kind === 'single' ? 'solid' : 'double',
    'border-width': kind === 'single' ? '1px' : '3px',
  });
}

/** Small print in the sans. */
export function smallPrint(
  { colours }: MailSetting,
  attributes: Readonly<Record<string, string>>,
  html: string,
): MjmlNode {
  return leaf(
    'mj-text',
    {
      'css-class': 'quiet',
      'font-family': faces.sans,
      'font-size': '13px',
      'line-height': '20px',
      color: colours['ink-quiet'].light,
      ...attributes,
    },
    html,
  );
}

function nameplate(setting: MailSetting, dateline: string | null): MjmlNode {
  const { source, colours } = setting;
  const name = leaf(
    'mj-text',
    {
      'css-class': 'ink plate',
      align: 'center',
      'font-size': '42px',
      'line-height': '1.1',
      'letter-spacing': source.dir === 'rtl' ? '0' : '-1px',
      padding: '32px 0 16px',
    },
    `<a href="${asHtml(source.home)}" style="color:${colours.ink.light};text-decoration:none">${asHtml(source.title)}</a>`,
  );
  if (dateline === null) return section({}, name, line(setting, 'double'));
  const date = smallPrint(
    setting,
    { align: 'center', padding: '7px 0' },
    `<h1 style="margin:0;font-size:13px;line-height:20px;font-weight:normal">${dateline}</h1>`,
  );
  return section({}, name, line(setting, 'single'), date, line(setting, 'double'));
}

function foot(setting: MailSetting, paragraphs: readonly string[]): MjmlNode {
  const { title, postalAddress } = setting.source;
  // Each in its own direction: a house number is not to change sides.
  const address = [title, ...(postalAddress?.split('\n') ?? [])]
    .map((line) => `<span dir="auto">${asHtml(line)}</span>`)
    .join('<br>');
  const html = [...paragraphs, address]
    .filter((text) => text !== '')
    .map((text) => `<p style="margin:0 0 12px">${text}</p>`);
  return section(
    { padding: '0 20px 32px' },
    line(setting, 'double'),
    smallPrint(setting, { padding: '16px 0 0' }, html.join('')),
  );
}

/** A link in small print. */
export function quietLink({ colours }: MailSetting, href: string, text: string): string {
  return `<a href="${href}" style="color:${colours['ink-quiet'].light}">${text}</a>`;
}
