import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SearchRecord } from '#src/collections/search/search-record.ts';
import { recordHtml } from '#src/collections/search/record-html.ts';
import {
  asked,
  everythingOf,
  makeIndex,
  openSample,
  pathsFor,
  textOf,
  type SampleIndex,
} from '#tests/setup/search.ts';

const hostile = '</p><script>alert("a")</script> & &amp; <b> data-pagefind-ignore';

const record: SearchRecord = {
  url: '/one/',
  locale: 'en',
  kind: 'article',
  title: 'A title',
  description: 'A description',
  topics: [{ id: 'a', name: 'Topic A' }],
  authors: [{ id: 'b', name: 'Author B' }],
  series: { id: 'c', name: 'Series C' },
  date: '2026-09-14',
};

let index: SampleIndex;

beforeAll(async () => {
  index = await makeIndex([
    {
      url: '/hostile/',
      title: hostile,
      description: hostile,
      topics: [{ id: '"><i>', name: `<i> & "Topic"` }],
      authors: [{ id: 'o’neill', name: 'Sinéad O’Neill' }],
      html: '<p>Turnips.</p>',
    },
    { url: '/none/', title: 'Only radishes here', html: null },
    { url: '/pictures/', title: 'Only parsnips here', html: '<figure><img src="a"></figure>' },
  ]);
});

afterAll(() => index.remove());

describe('a record', () => {
  it('arrives in the index as text', async () => {
    const search = await openSample(index);
    const answer = await search.find(asked('turnips'));
    const [hit] = await everythingOf(answer);
    expect(textOf(hit?.title ?? [])).toBe(hostile);
    expect(hit?.topics).toEqual(['<i> & "Topic"']);
    const facets = await answer.facets();
    expect(facets.get('topic')).toEqual([{ value: '"><i>', label: '<i> & "Topic"', count: 1 }]);
    expect(facets.get('author')?.map(({ label }) => label)).toEqual(['Sinéad O’Neill']);
  });

  it('is found by each of its fields', async () => {
    const search = await openSample(index);
    for (const text of ['alert', 'ignore', 'topic', 'sinead', "o'neill", 'neill', '2026-09-14'])
      expect(await pathsFor(search, text)).toContain('/hostile/');
  });

  it('is found by its headline where it has no text', async () => {
    const search = await openSample(index);
    expect(await pathsFor(search, 'radishes')).toEqual(['/none/']);
    expect(await pathsFor(search, 'parsnips')).toEqual(['/pictures/']);
  });

  it('has its language, fields and filters', () => {
    const html = recordHtml(record, { html: '<p>Text</p>', parts: ['one', 'two'] });
    expect(html).toContain('<html lang="x-en">');
    expect(html).toContain('<main data-pagefind-body><p>Text</p></main>');
    expect(html).toContain('<p data-pagefind-meta="parts">one two</p>');
    expect(html).toContain('<p data-pagefind-filter="year">2026</p>');
    expect(html).toContain('<p data-pagefind-filter="topic">a</p>');
  });

  it('has nothing where it has no date, series or topics', () => {
    const bare = { ...record, topics: [], series: null, date: null };
    const html = recordHtml(bare, { html: '', parts: [] });
    expect(html).not.toMatch(/"(?:topics?|series|date|year|parts)"/u);
  });
});
