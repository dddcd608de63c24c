import { describe, expect, it } from 'vitest';
import { readBodyIn } from '#src/collections/bodies.ts';
import {
  planSearch,
  type PlannedRecord,
  type SearchPlan,
} from '#src/collections/search/search-plan.ts';
import { article, load, loadFiles, page, writeContent, type Files } from '#tests/setup/content.ts';
import { asked, makeIndex, openSample, pathsFor, type SamplePage } from '#tests/setup/search.ts';

async function plan(files: Files): Promise<SearchPlan> {
  return planSearch(await loadFiles(files));
}

async function record(files: Files): Promise<PlannedRecord> {
  const [first] = (await plan(files)).records;
  if (!first) throw new Error('Nothing is planned.');
  return first;
}

/** A record with what the index is made of. */
async function withText(planned: PlannedRecord, cacheFolder: string): Promise<SamplePage> {
  const { bodyDigest } = planned;
  const body = bodyDigest === null ? null : await readBodyIn(cacheFolder, bodyDigest);
  return { ...planned, html: body?.html ?? null };
}

const bilingual =
  'title: The Small Paper\nurl: https://small.example\nlocales:\n  - { code: en, name: English }\n  - { code: de, name: Deutsch }\n';

describe('the plan of the search', () => {
  it('has articles, newest first, then pages', async () => {
    const { records } = await plan({
      'articles/en/old.md': article({ publishedAt: '2026-01-01' }),
      'articles/en/new.md': article({ publishedAt: '2026-05-01' }),
      'articles/en/b.md': article({ publishedAt: '2026-03-01' }),
      'articles/en/a.md': article({ publishedAt: '2026-03-01' }),
      'pages/en/imprint.md': page(),
      'pages/en/about.md': page(),
    });
    expect(records.map(({ url }) => url)).toEqual([
      '/articles/new/',
      '/articles/a/',
      '/articles/b/',
      '/articles/old/',
      '/about/',
      '/imprint/',
    ]);
  });

  it('has every language, under its own address', async () => {
    const { records, locales } = await plan({
      'site.yaml': bilingual,
      'articles/en/one.md': article(),
      'articles/de/eins.md': article({ publishedAt: '2026-01-01' }),
    });
    expect(locales).toEqual(['en', 'de']);
    expect(records.map(({ url, locale }) => `${locale} ${url}`)).toEqual([
      'en /articles/one/',
      'de /de/articles/eins/',
    ]);
  });

  it('names topics, authors and series in the language of the article', async () => {
    const found = await record({
      'site.yaml': bilingual,
      'topics/publishing.yaml': 'name: { en: Publishing, de: Verlegen }\n',
      'articles/de/eins.md': article({ series: '{ id: flat, part: 1 }' }),
    });
    expect(found).toMatchObject({
      topics: [{ id: 'publishing', name: 'Verlegen' }],
      authors: [{ id: 'web-desk', name: 'Web Desk' }],
      series: { id: 'flat', name: 'Flat' },
    });
  });

  it('has days in the time zone of the site', async () => {
    const at = { publishedAt: '2026-03-01T23:30:00Z' };
    const site =
      'title: S\nurl: https://small.example\nlocales:\n  - { code: en, name: English }\ntimeZone: ';
    for (const [zone, day] of [
      ['UTC', '2026-03-01'],
      ['Asia/Tokyo', '2026-03-02'],
    ]) {
      const found = await record({
        'site.yaml': `${site}${zone}\n`,
        'articles/en/a.md': article(at),
      });
      expect(found.date).toBe(day);
    }
  });

  it('has no drafts, and nothing that is not due', async () => {
    const { records } = await plan({
      'articles/en/draft.md': article({ draft: 'true' }),
      'articles/en/later.md': article({ publishedAt: '2027-01-01' }),
      'articles/en/one.md': article(),
    });
    expect(records.map(({ url }) => url)).toEqual(['/articles/one/']);
  });

  it('has no dates, topics or authors of pages', async () => {
    expect(await record({ 'pages/en/about.md': page() })).toMatchObject({
      kind: 'page',
      date: null,
      topics: [],
      authors: [],
      series: null,
    });
  });
});

describe('what is for members', () => {
  it('is found by its headline and description, never by its text', async () => {
    const folders = await writeContent({
      'articles/en/secret.md': article(
        {
          title: 'A hidden garden',
          description: 'Of tulips, and of nothing else at all.',
          access: 'members',
        },
        'The rhododendron is behind the wall.\n',
      ),
      'articles/en/open.md': article({ title: 'An open field' }, 'The clover is everywhere.\n'),
    });
    const { records } = planSearch(await load(folders));
    expect(records.find(({ url }) => url === '/articles/secret/')?.bodyDigest).toBeNull();
    const pages = await Promise.all(
      records.map((planned) => withText(planned, folders.cacheFolder)),
    );
    const index = await makeIndex(pages);
    try {
      const search = await openSample(index);
      expect(await pathsFor(search, 'hidden garden')).toEqual(['/articles/secret/']);
      expect(await pathsFor(search, 'tulips')).toEqual(['/articles/secret/']);
      expect(await pathsFor(search, 'clover')).toEqual(['/articles/open/']);
      for (const text of ['rhododendron', 'wall', '"behind the wall"'])
        expect(await pathsFor(search, asked(text, { verbatim: true }))).toEqual([]);
    } finally {
      await index.remove();
    }
  });
});
