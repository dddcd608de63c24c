import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runImport } from './run-import.ts';

const fixture = (name: string): string => path.resolve('tests/fixtures/import', name);

describe('Markdown of other generators', () => {
  it('brings a Jekyll site over with its dates, topics, people, redirects, code and links', async () => {
    const site = await runImport(fixture('jekyll'), {
      oldPathPatterns: ['/:categories/:year/:slug.html'],
    });
    expect(await site.fields('articles/en/hello/index.md')).toEqual({
      title: 'Hello: Jekyll',
      description:
        'Jekyll begins with a paragraph that says what the article is about. It has two sentences.',
      publishedAt: '2020-01-02T09:00:00Z',
      authors: ['jane'],
      topics: ['web', 'design', 'css', 'type-setting'],
      cover: { src: './dot.png', alt: 'Picture for “Hello: Jekyll”' },
      redirectFrom: [
        '/2020/hello.html',
        '/old/hello/',
        '/web/design/css/type-setting/2020/hello.html',
      ],
    });
    const body = await site.body('articles/en/hello/index.md');
    expect(body).not.toContain('# Hello');
    expect(body).toContain('```ruby\nputs "<b>"\n```');
    expect(body).toContain('the other and about.');
    expect(body).toContain('![A dot](./dot.png)');
    expect(body).not.toContain('{:');
    expect(await site.fields('articles/en/older.md')).toMatchObject({
      draft: true,
      publishedAt: '2019-12-31',
    });
    expect(await site.read('authors/jane.yaml')).toBe(
      'name: Jane Doe\nbio: Writes about type.\nurl: https://jane.example\n',
    );
    expect(await site.read('redirects.yaml')).toBe('/moved/: https://elsewhere.example/\n');
  });

  it('reads TOML and JSON of Hugo and turns its shortcodes into Markdown', async () => {
    const site = await runImport(fixture('hugo'));
    expect(await site.fields('articles/en/toml-first/index.md')).toEqual({
      title: 'TOML in front',
      description: 'What the author says the article is about.',
      publishedAt: '2021-03-04T03:06:07Z',
      updatedAt: '2021-04-05',
      authors: ['hugo'],
      topics: ['notes'],
      redirectFrom: ['/posts/1/', '/posts/one/'],
    });
    const body = await site.body('articles/en/toml-first/index.md');
    expect(body).toContain('![A dot](./dot.png "The dot")');
    expect(body).toContain('```go\nfmt.Println("<T>")\n```');
    expect(body).toContain('> [!TIP]\n> Mind the gap.');
    expect(body).toContain('[Video (YouTube)](https://www.youtube.com/watch?v=abc123)');
    expect(body).toContain('`{{< unknown a="b" >}}` and `{{< figure src="x.png" >}}`');
    expect(body).toContain('[Bundle](/articles/bundle/#part-two)');
    expect(await site.fields('articles/en/json.md')).toMatchObject({
      publishedAt: '2021-05-06',
      authors: ['ada', 'grace'],
    });
    expect(await site.body('articles/en/bundle/index.md')).toContain(
      '## Part "two"\n\n![Beside](./dot.png "Caption here")',
    );
  });

  it('knows Hexo’s excerpt mark, pictures beside posts and nested categories', async () => {
    const site = await runImport(fixture('hexo'));
    expect(await site.fields('articles/en/hello-hexo/index.md')).toMatchObject({
      publishedAt: '2013-07-13T20:46:25Z',
      updatedAt: '2013-08-01',
      topics: ['web', 'design', 'life'],
    });
    const body = await site.body('articles/en/hello-hexo/index.md');
    expect(body).not.toContain('more');
    expect(body).toContain('![A dot](./dot.png)');
    expect(body).toContain('[This very text](/articles/hello-hexo/)');
  });

  it('takes neither Eleventy’s collection tag for a topic nor a template for an address', async () => {
    const site = await runImport(fixture('eleventy'));
    expect(await site.fields('articles/en/first.md')).toMatchObject({ topics: ['uncategorised'] });
    expect(await site.fields('articles/en/first.md')).not.toHaveProperty('redirectFrom');
  });

  it('turns Docusaurus’s admonitions into callouts and leaves what only MDX understands out', async () => {
    const site = await runImport(fixture('docusaurus'));
    expect(await site.fields('articles/en/welcome.md')).toMatchObject({
      publishedAt: '2021-08-26',
      authors: ['slorber', 'yangshun-tay'],
      topics: ['facebook', 'hello'],
    });
    const body = await site.body('articles/en/welcome.md');
    expect(body).toContain(
      "> [!NOTE] Remember\n>\n> Text in a note with `code`.\n>\n> ```js\n> const x = '<b>'; // :::\n> ```",
    );
    expect(body).toContain('> [!WARNING] Careful\n> Hot.');
    expect(body).toContain('Inside the tabs.');
    expect(body).not.toMatch(/import|truncate|Tabs>|a comment/);
    expect(site.report.countOf('left out', 'import, export and comments of MDX')).toBe(2);
    expect(site.report.countOf('left out', 'component (JSX), its content kept')).toBe(1);
    expect(site.report.countOf('guessed', 'expression (MDX) left as text')).toBe(1);
    expect(await site.read('authors/slorber.yaml')).toContain('bio: Docusaurus maintainer');
  });

  it('reads Astro, Gatsby and Ghost', async () => {
    const astro = await runImport(fixture('astro'));
    expect(await astro.fields('articles/en/first-post/index.md')).toMatchObject({
      publishedAt: '2022-07-08',
      updatedAt: '2022-08-09',
      description: 'Lorem ipsum dolor sit amet, as they say',
      cover: { src: './dot.png' },
    });
    const gatsby = await runImport(fixture('gatsby'));
    expect(await gatsby.fields('articles/en/hello-world.md')).toMatchObject({
      publishedAt: '2015-05-01T22:12:03Z',
      redirectFrom: ['/hello-world'],
    });
    expect(gatsby.report.countOf('left out', 'cover: pictures that are not there')).toBe(1);
    const ghost = await runImport(fixture('ghost'));
    expect(await ghost.fields('articles/en/welcome.md')).toMatchObject({
      title: 'Welcome, Ghost',
      publishedAt: '2020-01-02',
      authors: ['ghost-writer'],
      topics: ['getting-started'],
      description: 'An excerpt that somebody wrote by hand.',
    });
  });
});
