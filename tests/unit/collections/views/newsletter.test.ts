import { describe, expect, it } from 'vitest';
import type { NewsletterFileView } from '#src/collections/views/newsletter-file.ts';
import { newsletterWords } from '#src/shared/newsletter/newsletter-settings.ts';
import { article, page, type Files } from '#tests/setup/content.ts';
import { syncFiles } from '#tests/setup/publication.ts';

const site = `title: { en: The Small Paper, ar: الجريدة }
url: https://small.example
locales: [{ code: en, name: English, formats: en-GB }, { code: ar, name: العربية }]
timeZone: Europe/Lisbon
sections: [publishing]
`;
const withNewsletter: Files = {
  'site.yaml': `${site}newsletter: { sender: Paper <post@small.example>, weekday: friday }\n`,
  'topics/publishing.yaml': 'name: { en: Publishing, ar: نشر }\n',
  'articles/en/a.md': article(),
  'pages/en/privacy.md': page(),
};

describe('a publication without a newsletter', () => {
  it('has no page, file, link or form of one', async () => {
    const { staticPaths, staticFiles } = await syncFiles({ 'articles/en/a.md': article() });
    expect(await staticPaths.newsletterPaths()).toEqual([]);
    expect(await staticPaths.newsletterFramePaths()).toEqual([]);
    expect(await staticFiles.newsletterFilePaths()).toEqual([]);
    const [front] = await staticPaths.frontPagePaths();
    expect(front?.props.view.frame.newsletter).toBeNull();
  });

  it('has nothing at its address', async () => {
    const linked = { 'articles/en/a.md': article({}, '[Subscribe](/newsletter/)\n') };
    await expect(syncFiles(linked)).rejects.toThrow('/newsletter/');
    await expect(syncFiles({ ...withNewsletter, ...linked })).resolves.toBeDefined();
  });
});

describe('a publication with a newsletter', () => {
  it('has its page in each language, and links to it and to what is said of privacy', async () => {
    const { staticPaths } = await syncFiles(withNewsletter);
    const views = (await staticPaths.newsletterPaths()).map(({ props }) => props.view);
    expect(views.map(({ path, editions }) => [path, editions])).toEqual([
      ['/newsletter/', '/newsletter/editions/'],
      ['/ar/newsletter/', '/ar/newsletter/editions/'],
    ]);
    expect(views[0]).toMatchObject({ weekday: 'Friday', topics: 'Publishing', isPaused: false });
    expect(views.map(({ frame }) => frame.newsletter?.privacy)).toEqual([
      { label: 'About us', href: '/privacy/' },
      null,
    ]);
  });

  it('tells functions of it, language by language', async () => {
    const { staticFiles } = await syncFiles(withNewsletter);
    const paths = await staticFiles.newsletterFilePaths();
    expect(paths.map(({ params }) => params['locale'])).toEqual([undefined, 'ar']);
    const [english, arabic] = paths.map(({ props }) => props.view.settings);
    expect(english).toMatchObject({
      title: 'The Small Paper',
      url: 'https://small.example',
      locale: 'en',
      isDefault: true,
      dir: 'ltr',
      formats: 'en-GB',
      timeZone: 'Europe/Lisbon',
      isPaused: false,
      sender: 'Paper <post@small.example>',
      replyTo: null,
      postalAddress: null,
      weekday: 5,
      topics: [{ id: 'publishing', name: 'Publishing' }],
      domains: { allowed: [], refused: [] },
    });
    expect(arabic).toMatchObject({
      title: 'الجريدة',
      isDefault: false,
      dir: 'rtl',
      topics: [{ id: 'publishing', name: 'نشر' }],
      locales: [
        { code: 'en', name: 'English', isDefault: true },
        { code: 'ar', name: 'العربية', isDefault: false },
      ],
    });
  });

  it('has words for everything, with its name in them and other values left to be filled in', async () => {
    const { words } = await settingsOf(withNewsletter);
    expect(Object.keys(words).toSorted()).toEqual([...newsletterWords].toSorted());
    expect(words.promise).toContain('The Small Paper');
    expect(words['unsubscribe.text']).toContain('{address}');
    expect(words['edition.title']).toContain('{date}');
    expect(Object.values(words).join()).not.toContain('{title}');
  });

  it("takes the owner's words", async () => {
    const { words } = await settingsOf({
      ...withNewsletter,
      'strings/en.yaml': 'newsletter.submit: Aye\n',
    });
    expect(words.submit).toBe('Aye');
  });

  it('fills nothing into its name, whatever that is', async () => {
    const { words } = await settingsOf({
      ...withNewsletter,
      'site.yaml': String(withNewsletter['site.yaml']).replace(
        'The Small Paper',
        "'The {address} Paper'",
      ),
    });
    expect(words.promise).toContain('address} Paper');
    expect(words.promise).not.toContain('{address}');
  });

  it('offers the topics that its owner lists', async () => {
    const files = {
      ...withNewsletter,
      'topics/sailing.yaml': 'name: Sailing\n',
      'site.yaml': `${site}newsletter: { topics: [sailing, publishing] }\n`,
    };
    const { topics } = await settingsOf(files);
    expect(topics.map(({ id }) => id)).toEqual(['sailing', 'publishing']);
  });
});

async function settingsOf(files: Files): Promise<NewsletterFileView['settings']> {
  const { staticFiles } = await syncFiles(files);
  const [path] = await staticFiles.newsletterFilePaths();
  if (!path) throw new Error('There is no file.');
  return path.props.view.settings;
}
