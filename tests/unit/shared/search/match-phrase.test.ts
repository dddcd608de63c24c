import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeIndex, openSample, pathsFor, type SampleIndex } from '#tests/setup/search.ts';

let index: SampleIndex;

beforeAll(async () => {
  index = await makeIndex([
    {
      url: '/one',
      title: 'Slow trains',
      description: 'Over high bridges.',
      html: '<p>The front-end of a <em>copper</em> kettle.</p><p>Later a getElementById call.</p>',
    },
    {
      url: '/two',
      title: 'High',
      description: 'Slow bridges',
      html: '<p>kettle, copper, front</p>',
    },
    { url: '/three', title: 'Three', html: '<h2 id="a">Great apes</h2><p>sleep in nests.</p>' },
    { url: '/ja', locale: 'ja', title: '一', html: '<p>活版印刷の歴史を調べる。</p>' },
    { url: '/ko', locale: 'ko', title: '일', html: '<p>노드는 서버에서 돌아간다.</p>' },
    { url: '/fr', locale: 'fr', title: 'Un', html: '<p>Les enfants vont à l’école ce matin.</p>' },
  ]);
});

afterAll(() => index.remove());

describe('a phrase', () => {
  it.each([
    ['en', '"copper kettle"', ['/one']],
    ['en', '"Copper, kettle!"', ['/one']],
    ['en', '"kettle copper"', ['/two']],
    ['en', '"the front-end of"', ['/one']],
    ['en', '"end of a"', ['/one']],
    ['en', '"slow trains"', ['/one']],
    ['en', '"high bridges"', ['/one']],
    ['en', '"great apes sleep"', ['/three']],
    ['ja', '"活版印刷"', ['/ja']],
    ['ja', '「歴史を調べる」', ['/ja']],
    ['ko', '"노드는 서버에서"', ['/ko']],
    ['fr', '«vont à l’école»', ['/fr']],
    ['fr', '"à l\'école ce"', ['/fr']],
  ])('stands word after word: %s, %s', async (locale, text, paths) => {
    expect(await pathsFor(await openSample(index, locale), text)).toEqual(paths);
  });

  it.each(['"trains over"', '"bridges the"', '"high slow"', '"copper kettles"', '"kettle of"'])(
    'goes over no edge, has no other forms and no other order: %s',
    async (text) => {
      expect(await pathsFor(await openSample(index), text)).toEqual([]);
    },
  );

  it('of one word is that word as it is', async () => {
    const search = await openSample(index);
    expect(await pathsFor(search, '"bridges"')).toEqual(expect.arrayContaining(['/one', '/two']));
    expect(await pathsFor(search, '"bridge"')).toEqual([]);
  });

  it('may stand beside words and other phrases', async () => {
    const search = await openSample(index);
    expect(await pathsFor(search, '"copper kettle" trains')).toEqual(['/one']);
    expect(await pathsFor(search, '"copper kettle" "high bridges"')).toEqual(['/one']);
    expect(await pathsFor(search, '"copper kettle" "slow bridges"')).toEqual([]);
  });
});
