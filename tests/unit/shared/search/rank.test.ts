import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Search } from '#src/shared/search/search-answer.ts';
import { asked, makeIndex, openSample, pathsFor, type SampleIndex } from '#tests/setup/search.ts';

const filler = 'Some more sentences about other things stand here and fill the page. '.repeat(6);

let index: SampleIndex;
let search: Search;

beforeAll(async () => {
  index = await makeIndex([
    { url: '/body', title: 'One', html: `<p>${filler} A lighthouse. ${filler}</p>` },
    {
      url: '/often',
      title: 'Two',
      html: `<p>${filler} ${'A lighthouse. '.repeat(5)}${filler}</p>`,
    },
    { url: '/title', title: 'The lighthouse', html: `<p>${filler}</p>` },
    { url: '/long', title: 'Three', html: `<p>${filler.repeat(10)} A windmill.</p>` },
    { url: '/short', title: 'Four', html: '<p>A windmill in few words.</p>' },
    { url: '/far', title: 'Five', html: `<p>Copper. ${filler} Kettle. ${filler}</p>` },
    { url: '/near', title: 'Six', html: `<p>${filler} The copper kettle. ${filler}</p>` },
    { url: '/copper', title: 'Copper, copper and copper', html: `<p>${'copper '.repeat(30)}</p>` },
    { url: '/end', title: 'Seven', html: `<p>${filler.repeat(3)} A harbour.</p>` },
    { url: '/start', title: 'Eight', html: `<p>A harbour. ${filler.repeat(3)}</p>` },
    { url: '/heading', title: 'Nine', html: `<p>${filler}</p><h2 id="o">An orchard</h2>` },
    { url: '/plain', title: 'Ten', html: `<p>${filler}</p><p>An orchard</p>` },
    { url: '/described', title: 'Eleven', description: 'Of a quarry.', html: `<p>${filler}</p>` },
    { url: '/quarry', title: 'Twelve', html: `<p>${filler} A quarry.</p>` },
    { url: '/forms', title: 'Thirteen', html: `<p>${filler} The anchors.</p>` },
    { url: '/exact', title: 'Fourteen', html: `<p>${filler} The anchor.</p>` },
  ]);
  search = await openSample(index);
});

afterAll(() => index.remove());

describe('what is found', () => {
  it.each([
    ['a headline before a text', 'lighthouse', '/title', '/often'],
    ['a text that has a word often before one that has it once', 'lighthouse', '/often', '/body'],
    ['a short text before a long one', 'windmill', '/short', '/long'],
    ['words near each other before words far apart', 'copper kettle', '/near', '/far'],
    [
      'a page with all words before one with some, however often',
      'copper kettle',
      '/far',
      '/copper',
    ],
    ['the beginning of a text before its end', 'harbour', '/start', '/end'],
    ['a heading before a paragraph', 'orchard', '/heading', '/plain'],
    ['a description before a text', 'quarry', '/described', '/quarry'],
    ['the word itself before its other forms', 'anchor', '/exact', '/forms'],
    ['the word itself before its other forms, again', 'anchors', '/forms', '/exact'],
  ])('has %s', async (_what, text, first, second) => {
    const paths = await pathsFor(search, text);
    expect(paths).toContain(first);
    expect(paths).toContain(second);
    expect(paths.indexOf(first)).toBeLessThan(paths.indexOf(second));
  });

  it('is the newest first where nothing else tells pages apart', async () => {
    const paths = await pathsFor(search, asked('sentences'));
    expect(paths.length).toBeGreaterThan(10);
    expect(await pathsFor(search, asked('sentences'))).toEqual(paths);
  });

  it('is only what has a phrase, where one is asked for', async () => {
    expect(await pathsFor(search, '"copper kettle"')).toEqual(['/near']);
    expect(await pathsFor(search, '"kettle copper"')).toEqual([]);
  });
});
