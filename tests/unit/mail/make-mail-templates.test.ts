import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { makeMailTemplates } from '#src/mail/make-mail-templates.ts';
import type { MailSource } from '#src/mail/mail-source.ts';
import { compile, leaf, node } from '#src/mail/mjml.ts';
import { mailNames, type MailTemplates } from '#src/shared/newsletter/mail-templates.ts';
import { makeMailWords } from '#src/shared/strings/mail-words.ts';
import { createWords, type StringOverrides } from '#src/shared/strings/translate.ts';

interface Changes extends Partial<Omit<MailSource, 'words'>> {
  readonly strings?: StringOverrides;
  readonly theme?: string;
}

function make({ strings = {}, theme = '', ...changes }: Changes = {}): Promise<MailTemplates> {
  const source = {
    title: 'The Small Paper',
    locale: 'en',
    dir: 'ltr' as const,
    home: 'https://small.example/',
    postalAddress: '1 Quay Street\nHarbour',
    words: makeMailWords(createWords('en', strings)),
    ...changes,
  };
  return makeMailTemplates(source, theme);
}

/** The names in double braces, each once. */
function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{(.*?)\}\}/g)].map(([, name = '']) => name))].toSorted();
}

function everything(templates: MailTemplates): string[] {
  const { edition } = templates;
  const all = [...mailNames.map((name) => templates[name]), edition, edition.article];
  return all.flatMap(({ html, text }) => [html, text]);
}

describe('mails', () => {
  it.each(mailNames)('hold what is filled in when they are sent: %s', async (name) => {
    const { subject, html, text } = (await make())[name];
    const isToSubscriber = name === 'welcome' || name === 'already';
    const wanted = isToSubscriber ? ['leave', 'link', 'preferences'] : ['link'];
    expect(placeholdersIn(html)).toEqual(wanted);
    expect(placeholdersIn(text)).toEqual(wanted);
    expect(placeholdersIn(subject)).toEqual([]);
    expect(html.match(/\{\{link\}\}/g)).toHaveLength(1);
    expect(html).toMatch(/<a\s+href="\{\{link\}\}"/);
  });

  it('hold what an edition is filled in with', async () => {
    const { edition } = await make();
    const links = ['archive', 'articles', 'heading', 'leave', 'preferences'];
    expect(placeholdersIn(edition.html)).toEqual([...links, 'preview', 'subject'].toSorted());
    expect(placeholdersIn(edition.text)).toEqual(links);
    expect(edition.subject).toBe('{{subject}}');
    const article = ['byline', 'description', 'title', 'url'];
    expect(placeholdersIn(edition.article.html)).toEqual(article);
    expect(placeholdersIn(edition.article.text)).toEqual(article);
  });

  it('are whole where an edition is put together, for Outlook too', async () => {
    const { edition } = await make();
    const html = edition.html.replace('{{articles}}', edition.article.html.repeat(3));
    for (const part of [edition.article.html, html]) {
      for (const name of ['table', 'td', 'tr', 'div']) {
        const open = part.match(new RegExp(`<${name}[\\s>]`, 'g')) ?? [];
        const close = part.match(new RegExp(`</${name}>`, 'g')) ?? [];
        expect(open.length, name).toBe(close.length);
      }
      expect(part.match(/<!--\[if/g)?.length).toBe(part.match(/<!\[endif\]/g)?.length);
    }
    const report = await new HtmlValidate({
      rules: { 'close-order': 'error', 'no-dup-id': 'error', 'element-permitted-content': 'error' },
    }).validateString(html);
    expect(report.results.flatMap(({ messages }) => messages)).toEqual([]);
  });

  it('weigh less than 40 kB, load nothing and count nobody', async () => {
    for (const html of everything(await make())) {
      expect(Buffer.byteLength(html)).toBeLessThan(40_000);
      expect(html).not.toMatch(/<img|<script|<link|<iframe|\burl\(|@import|\bsrc=/i);
      const hosts = [...html.matchAll(/https?:\/\/([^/"\s]+)/g)].map(([, host]) => host);
      expect(hosts.every((host) => host === 'small.example' || host === 'www.w3.org')).toBe(true);
    }
  });

  it('say who sent them, why, where that is by post, and how to leave', async () => {
    const { welcome, edition } = await make();
    for (const { html, text } of [welcome, edition]) {
      expect(html).toContain('>1 Quay Street</span><br><span dir="auto">Harbour</span>');
      expect(text).toContain('1 Quay Street\nHarbour');
      for (const written of [html, text]) {
        expect(written).toContain('because you subscribed to it on small.example.');
        expect(written).toContain('Leave');
      }
    }
  });

  it('do without a postal address', async () => {
    const { welcome } = await make({ postalAddress: null });
    expect(welcome.text.trimEnd().endsWith('https://small.example/')).toBe(true);
  });

  it('escape whatever an owner writes', async () => {
    const bad = `<img src=x onerror="alert(1)"> & 'so on'`;
    const strings = Object.fromEntries(
      Object.keys(makeMailWords(createWords('en', {}))).map((key) => [key, `${key} ${bad}`]),
    );
    const templates = await make({ title: bad, postalAddress: bad, strings });
    for (const html of [...mailNames.map((name) => templates[name].html), templates.edition.html]) {
      expect(html).not.toContain('<img');
      expect(html).not.toContain('" onerror');
      expect(html).toContain('&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; ');
    }
    expect(templates.confirm.text).toContain(bad);
    expect(templates.confirm.subject).toContain(bad);
  });

  it('take nothing that an owner writes for a placeholder', async () => {
    const sly = '{{link}} {{{leave}}} {{articles}}';
    const strings = Object.fromEntries(
      Object.keys(makeMailWords(createWords('en', {}))).map((key) => [key, sly]),
    );
    const plain = await make();
    const templates = await make({ title: sly, postalAddress: sly, strings });
    for (const name of mailNames) {
      expect(placeholdersIn(templates[name].html)).toEqual(placeholdersIn(plain[name].html));
      expect(placeholdersIn(templates[name].text)).toEqual(placeholdersIn(plain[name].text));
      expect(placeholdersIn(templates[name].subject)).toEqual([]);
      expect(templates[name].html.match(/\{\{link\}\}/g)).toHaveLength(1);
    }
    expect(templates.edition.html.match(/\{\{articles\}\}/g)).toHaveLength(1);
    expect(templates.edition.text.match(/\{\{articles\}\}/g)).toHaveLength(1);
  });

  it('have subjects of one line', async () => {
    const { confirm } = await make({ strings: { 'mail.confirm.subject': 'One\r\nBcc: two' } });
    expect(confirm.subject).toBe('One Bcc: two');
  });

  it('are set from right to left where the language is', async () => {
    const { welcome, edition } = await make({ locale: 'ar', dir: 'rtl', title: 'الجريدة' });
    for (const { html } of [welcome, edition]) {
      expect(html).toMatch(/<html lang="ar" dir="rtl"/);
      expect(html).toContain('direction:rtl');
      expect(html).not.toContain('direction:ltr');
      expect(html).not.toMatch(/text-align:left;(?!direction)/);
    }
    expect(edition.article.html).toContain('text-align:right');
  });

  it('name their language, their subject and both colour schemes', async () => {
    const { confirm } = await make();
    expect(confirm.html).toContain('<html lang="en" dir="ltr"');
    expect(confirm.html).toContain(`<title>${confirm.subject}</title>`);
    expect(confirm.html).toContain('<meta name="color-scheme" content="light dark">');
    expect(confirm.html).toContain('@media (prefers-color-scheme: dark)');
  });
});

describe('the colours of mails', () => {
  it('are those of the site', async () => {
    const { html } = (await make()).welcome;
    expect(html).toContain('background-color:#faf6ed');
    expect(html).toContain('background-color: #14120e !important');
  });

  it("are the owner's where mail programs understand them", async () => {
    const theme = `/* :root { --paper: #010101 } */
      @media print { :root { --paper: #020202; } }
      :root[data-theme='dark'] { --paper: #030303; }
      :root { --paper: LIGHT-DARK(#FFF, #000); --ink: oklch(20% 0 0); --accent: #0a0b0c }`;
    const { html } = (await make({ theme })).welcome;
    expect(html).toContain('background-color:#FFFFFF');
    expect(html).toContain('background-color: #000000 !important');
    expect(html).toContain('#0a0b0c');
    expect(html).toContain('#1b1915');
    expect(html).not.toMatch(/#010101|#020202|#030303|oklch/);
  });
});

describe('a mail that MJML finds fault with', () => {
  it.each([
    node('mjml', {}, node('mj-body', {}, node('mj-sektion', {}))),
    node('mjml', {}, node('mj-body', {}, node('mj-section', { colour: 'red' }))),
    node('mjml', {}, node('mj-body', {}, leaf('mj-text', {}, 'Outside a column'))),
  ])('stops the build', async (mail) => {
    await expect(compile(mail)).rejects.toThrow(/mj-(?:sektion|section|text)/);
  });
});
