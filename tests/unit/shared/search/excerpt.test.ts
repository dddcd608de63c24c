import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchHit } from '#src/shared/search/search-answer.ts';
import {
  asked,
  everythingOf,
  makeIndex,
  marksIn,
  openSample,
  textOf,
  type SampleIndex,
} from '#tests/setup/search.ts';

const filler = 'Other things stand here. '.repeat(30);

let index: SampleIndex;

beforeAll(async () => {
  index = await makeIndex([
    {
      url: '/long/',
      title: 'A long page',
      description: 'It has sections about l’été.',
      topics: [
        { id: 'a', name: 'Type' },
        { id: 'b', name: 'Paper, ink' },
      ],
      authors: [
        { id: 'ann', name: 'Ann Lee' },
        { id: 'bob', name: 'Bob' },
      ],
      html: [
        `<p>${filler}</p>`,
        `<h2 id="kettles">Copper kettles</h2><p>${filler} The copper is thin.</p>`,
        `<h2 id="tea">Tea</h2><p>${filler}</p>`,
        `<h3 id="boil">To boil</h3><p>A kettle, and copper again. ${filler}</p>`,
        `<h2 id="w2">Water</h2><p>${filler} copper.</p>`,
        `<h2 id="w3">Wood</h2><p>${filler} copper.</p>`,
      ].join(''),
    },
    { url: '/short/', title: 'Short', html: '<h2 id="a">Slate</h2><p>Slate and more slate.</p>' },
    {
      url: '/marks/',
      title: '</p><script>alert(1)</script> & "quotes"',
      html: `<p>It’s the marmalade’s half-hour, l’orange &amp; 50 % &lt;b&gt;, well-known: jam.</p>`,
    },
    {
      url: '/described/',
      title: 'Told',
      description: 'All of the porridge.',
      html: '<p>Oats.</p>',
    },
    {
      url: '/ja/',
      locale: 'ja',
      title: '印刷',
      html: '<p>新聞は印刷技術の発展とともに広がった。</p>',
    },
    { url: '/page/', kind: 'page', date: null, title: 'Imprint', html: '<p>Parsley.</p>' },
    {
      url: '/edges/',
      title: 'Edges',
      html: '<p>One rhubarb</p><p>crumble, rhubarb crumble stands here.</p>',
    },
  ]);
});

afterAll(() => index.remove());

async function first(text: string, locale = 'en'): Promise<SearchHit> {
  const answer = await (await openSample(index, locale)).find(asked(text));
  const [hit] = await everythingOf(answer);
  if (!hit) throw new Error(`Nothing found for ${text}`);
  return hit;
}

describe('what is shown of a page', () => {
  it('is its title, topics, authors and day', async () => {
    const hit = await first('long');
    expect(textOf(hit.title)).toBe('A long page');
    expect(marksIn(hit.title)).toEqual(['long']);
    expect(hit).toMatchObject({
      topics: ['Type', 'Paper, ink'],
      authors: ['Ann Lee', 'Bob'],
      date: '2026-09-14',
    });
  });

  it('has no day where the page has none', async () => {
    expect(await first('parsley')).toMatchObject({
      date: null,
      topics: [],
      url: expect.any(String),
    });
  });

  it('is its description where that says it all, and the page from its beginning', async () => {
    const hit = await first('porridge');
    expect(textOf(hit.excerpt)).toBe('All of the porridge.');
    expect(marksIn(hit.excerpt)).toEqual(['porridge']);
    expect(hit.url).toBe('/described/');
  });

  it('is the text where words stand closest, between ellipses', async () => {
    const { excerpt } = await first('copper kettle');
    const text = textOf(excerpt);
    expect(text).toMatch(/^… .* …$/u);
    expect(text.split(/\s+/u).length).toBeLessThanOrEqual(34);
    expect(marksIn(excerpt).join(' ').toLowerCase()).toMatch(/copper/u);
    expect(marksIn(excerpt).join(' ').toLowerCase()).toMatch(/kettle/u);
  });

  it('is the whole text where that is short, with typographic apostrophes', async () => {
    const { excerpt } = await first('marmalade');
    expect(textOf(excerpt)).toBe(
      'It’s the marmalade’s half-hour, l’orange & 50 % <b>, well-known: jam.',
    );
  });

  it('is text, whatever a title looks like', async () => {
    const { title } = await first('marmalade');
    expect(textOf(title)).toBe('</p><script>alert(1)</script> & "quotes"');
  });

  it('has no spaces between words of a language that writes none', async () => {
    const { excerpt } = await first('印刷技術', 'ja');
    expect(textOf(excerpt)).toBe('新聞は印刷技術の発展とともに広がった。');
    expect(marksIn(excerpt)).toContain('印刷技術');
  });
});

describe('sections', () => {
  it('of a long page are the three with most of the words, in its order', async () => {
    const { sections } = await first('copper kettle');
    expect(sections.map(({ url }) => url)).toEqual([
      '/long/#kettles',
      '/long/#boil',
      expect.stringMatching(/^\/long\/#w\d$/u),
    ]);
    expect(marksIn(sections[0]?.title ?? [])).toEqual(['Copper', 'kettles']);
  });

  it('of a short page are not shown', async () => {
    expect((await first('slate')).sections).toEqual([]);
  });
});

describe('the address of a result', () => {
  it.each([
    ['jam', '/marks/#:~:text=jam'],
    ['half-hour', '/marks/#:~:text=half%2Dhour'],
    ['marmalade’s', '/marks/#:~:text=marmalade%E2%80%99s'],
    ['"well-known: jam"', '/marks/#:~:text=well%2Dknown'],
    ['"crumble stands"', '/edges/#:~:text=crumble%20stands'],
    // The first stands at the end of a paragraph, which browsers do not look across.
    ['"rhubarb crumble"', '/edges/#:~:text=rhubarb'],
  ])('points at %s', async (text, url) => {
    expect((await first(text)).url).toBe(url);
  });

  it('is one that a browser can read', async () => {
    for (const text of ['copper kettle', 'orange', 'jam 50', 'half-hour', 'slate']) {
      const { url } = await first(text);
      expect(url).toMatch(/^\/[a-z]+\/#:~:text=[A-Za-z0-9%.~_!*]+$/u);
      expect(() => decodeURIComponent(url)).not.toThrow();
    }
  });

  it('is that of the whole page for who asked for its headline or its author', async () => {
    expect((await first('long page')).url).toBe('/long/');
    expect((await first('ann lee')).url).toBe('/long/');
  });

  it('is that of the whole page where hardly any of the words stand together', async () => {
    expect((await first('half')).url).toBe('/marks/');
    expect((await first('jam porridge slate')).url).not.toContain('#');
  });

  it('points at words as the page has them in languages without spaces', async () => {
    const { url } = await first('印刷技術', 'ja');
    expect(decodeURIComponent(url)).toBe('/ja/#:~:text=印刷技術');
  });
});
