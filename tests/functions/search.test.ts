import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { originOf } from '#netlify/lib/origin.ts';
import type { SamplePage } from '#tests/setup/search.ts';
import { searchPage, startSearchSite, type SearchSite } from '#tests/setup/search-site.ts';
import type { Context } from '@netlify/functions';

const vector = '"><img src=x onerror=alert(1)>';

const pages: readonly SamplePage[] = [
  {
    url: '/articles/kettle/',
    title: `Kettles ${vector}`,
    description: 'All of copper.',
    topics: [{ id: 'metal', name: 'Metal & "more"' }],
    authors: [{ id: 'ann', name: 'Ann' }],
    html: '<p>A copper kettle.</p>',
  },
  {
    url: '/articles/pots/',
    title: 'Pots',
    date: '2025-03-01',
    topics: [{ id: 'cooking', name: 'Cooking' }],
    authors: [{ id: 'bob', name: 'Bob' }],
    html: '<p>Pots of copper, and of other metals.</p>',
  },
  ...Array.from({ length: 25 }, (_, at) => ({
    url: `/articles/tea-${at}/`,
    title: `Tea number ${at}`,
    date: `2024-01-${String(28 - at).padStart(2, '0')}`,
    html: '<p>The samovar hums.</p>',
  })),
  { url: '/de/articles/kessel/', locale: 'de', title: 'Kessel', html: '<p>Aus Kupfer.</p>' },
  { url: '/de/articles/topf/', locale: 'de', title: 'Topf', html: '<p>Auch aus Kupfer.</p>' },
];

let site: SearchSite;

beforeAll(async () => {
  site = await startSearchSite(pages);
});

afterAll(() => site.close());

beforeEach(() => {
  site.asked.length = 0;
});

afterEach(() => {
  site.broken.clear();
});

async function textOf(address: string): Promise<string> {
  const response = await site.ask(address);
  expect(response.status).toBe(200);
  return response.text();
}

/** Paths of the results on a page, without what points at the place of a match. */
function resultsIn(text: string): string[] {
  return Array.from(text.matchAll(/<h3><a href="([^"#]*)/gu), ([, path = '']) => path);
}

describe('the search page without a question', () => {
  it('is the page as it was built', async () => {
    const response = await site.ask('/search/');
    expect(response.status).toBe(200);
    const text = await response.text();
    expect(text).toBe(searchPage.replace('name="q"', 'name="q" value=""'));
    expect(response.headers.get('X-Robots-Tag')).toBeNull();
  });

  it('may be kept, and has the headers of a page', async () => {
    const { headers } = await site.ask('/search/');
    expect(headers.get('Netlify-CDN-Cache-Control')).toContain('durable');
    expect(headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'");
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    expect(headers.get('ETag')).toBeNull();
    expect(headers.get('Cache-Control')).toBe('public, max-age=0, must-revalidate');
  });

  it('reads nothing of the index', async () => {
    await site.ask('/search/?sort=newest&page=2');
    expect(site.asked.toSorted()).toEqual([
      '/pagefind/served/default.json',
      '/pagefind/served/default.txt',
    ]);
  });
});

describe('a question', () => {
  it('is answered in the section of results, the title and the box', async () => {
    const text = await textOf('/search/?q=copper+kettle');
    expect(resultsIn(text)).toEqual(['/articles/kettle/']);
    expect(text).toContain(
      '<title data-page="Search – The Paper">copper kettle · Search – The Paper</title>',
    );
    expect(text).toContain('name="q" value="copper kettle"');
    expect(text).toContain('<mark>copper</mark>');
    expect(text).toMatch(/<section id="results"[^>]*>[\s\S]*<ol class="hits">[\s\S]*<\/section>/u);
    expect(text).toContain('<bdi>Ann</bdi>');
    expect(text).toContain('<time datetime="2026-09-14">14 September 2026</time>');
  });

  it('is kept by what is asked, and not to be listed elsewhere', async () => {
    const { headers } = await site.ask('/search/?q=copper');
    expect(headers.get('Netlify-CDN-Cache-Control')).toContain('durable');
    expect(headers.get('Netlify-Vary')).toBe('query');
    expect(headers.get('X-Robots-Tag')).toBe('noindex');
  });

  it('means nothing in HTML, and neither does what is found', async () => {
    const text = await textOf(`/search/?q=${encodeURIComponent(`${vector} kettle`)}`);
    expect(text).not.toContain('<img');
    expect(text).toContain('value="&quot;&gt;&lt;img src=x onerror=alert(1)&gt; kettle"');
    expect(text).toContain('Metal &amp; &quot;more&quot;');
    expect(resultsIn(text)).toContain('/articles/kettle/');
  });

  it.each(['$&', '$1', '$`', '</title>', '</section>', '<!--', '\u0000', '%', '\uFFFD', '{count}'])(
    'may be anything: %j',
    async (asked) => {
      const text = await textOf(`/search/?q=${encodeURIComponent(asked)}`);
      expect(text.match(/<title[ >]/gu)).toHaveLength(1);
      expect(text.match(/<\/title>/gu)).toHaveLength(1);
      expect(text.match(/<\/section>/gu)).toHaveLength(1);
      expect(text).not.toContain('\u0000');
    },
  );

  it('may be longer than what is searched for, and is told so', async () => {
    const text = await textOf(`/search/?q=${'copper+'.repeat(1500)}`);
    expect(text).toContain('only its first 200 characters');
    expect(resultsIn(text)).toContain('/articles/kettle/');
  });

  it('is corrected, with a way to the word as it was written', async () => {
    const text = await textOf('/search/?q=coper');
    expect(text).toContain('Showing results for <q><bdi>copper</bdi></q>.');
    expect(text).toContain('href="/search/?q=coper&amp;verbatim=1"');
    expect(resultsIn(text)).toContain('/articles/pots/');
    const verbatim = await textOf('/search/?q=coper&verbatim=1');
    expect(resultsIn(verbatim)).toEqual([]);
    expect(verbatim).toContain('Nothing found for <q><bdi>coper</bdi></q>');
    expect(verbatim).not.toContain('class="facets"');
    expect(await textOf('/search/?q=copper&verbatim=1')).toContain(
      '<input type="hidden" name="verbatim" value="1" />',
    );
  });

  it('that finds nothing says so', async () => {
    const text = await textOf('/search/?q=xyzzyplugh');
    expect(text).toContain('Nothing found for <q><bdi>xyzzyplugh</bdi></q>');
    expect(text).toContain('Try other or fewer words');
  });

  it('is narrowed by what is chosen', async () => {
    const text = await textOf('/search/?q=copper&topic=cooking&topic=__proto__');
    expect(resultsIn(text)).toEqual(['/articles/pots/']);
    expect(text).toMatch(/value="cooking"\s+checked/u);
    expect(text).toMatch(/<details class="facets" open>/u);
    expect(resultsIn(await textOf('/search/?year=2025'))).toEqual(['/articles/pots/']);
  });

  it('is answered in another order', async () => {
    const text = await textOf('/search/?q=copper&sort=oldest');
    expect(resultsIn(text)).toEqual(['/articles/pots/', '/articles/kettle/']);
    expect(text).toMatch(/<option value="oldest" selected>/u);
  });

  it('is answered page by page', async () => {
    const first = await textOf('/search/?q=samovar&sort=newest');
    expect(resultsIn(first)).toHaveLength(10);
    expect(first).toContain('href="/search/?q=samovar&amp;sort=newest&amp;page=2"');
    const third = await textOf('/search/?q=samovar&sort=newest&page=3');
    expect(resultsIn(third)).toHaveLength(5);
    expect(third).not.toContain('More results');
    const second = await textOf('/search/?q=samovar&sort=newest&page=2');
    const all = [first, second, third].flatMap(resultsIn);
    expect(new Set(all).size).toBe(25);
  });

  it('is answered with ways to the results before and after', async () => {
    const first = await textOf('/search/?q=samovar');
    expect(first).not.toContain('Previous results');
    const second = await textOf('/search/?q=samovar&page=2');
    expect(second).toMatch(/href="\/search\/\?q=samovar">Previous results<\/a>/u);
    expect(second).toMatch(/href="\/search\/\?q=samovar&amp;page=3">More results<\/a>/u);
    const third = await textOf('/search/?q=samovar&page=3');
    expect(third).toMatch(/href="\/search\/\?q=samovar&amp;page=2">Previous results<\/a>/u);
  });

  it('is answered as far as a reader has seen it who comes back', async () => {
    const text = await textOf('/search/?q=samovar&sort=newest&shown=20');
    expect(resultsIn(text)).toHaveLength(20);
    expect(text).toContain('href="/search/?q=samovar&amp;sort=newest&amp;page=3"');
    expect(resultsIn(await textOf('/search/?q=samovar&shown=300'))).toHaveLength(25);
    for (const shown of ['0', '-10', 'x', '1e9', '']) {
      const few = await textOf(`/search/?q=samovar&shown=${shown}`);
      expect(resultsIn(few)).toHaveLength(10);
    }
  });

  it('that has one answer leaves nothing to narrow down', async () => {
    expect(await textOf('/search/?q=kettle')).not.toContain('class="facets"');
    expect(await textOf('/search/?q=kettle&topic=metal')).toContain('class="facets"');
    expect(await textOf('/search/?q=samovar')).toContain('class="facets"');
  });

  it.each(['0', '-1', '1.5', 'two', '1e9', '', 'Infinity', '0x', '٢'])(
    'of a page that cannot be is answered by the first: %s',
    async (page) => {
      const text = await textOf(`/search/?q=samovar&sort=newest&page=${encodeURIComponent(page)}`);
      expect(resultsIn(text)).toEqual(resultsIn(await textOf('/search/?q=samovar&sort=newest')));
    },
  );

  it('of a page after the last is that of the last', async () => {
    const text = await textOf('/search/?q=samovar&page=900');
    expect(resultsIn(text)).toEqual(resultsIn(await textOf('/search/?q=samovar&page=3')));
    expect(resultsIn(text)).toHaveLength(5);
    expect(text).toContain('25 results');
  });

  it('is asked in the language of the address', async () => {
    const response = await site.ask('/de/search/?q=kupfer', { locale: 'de' });
    const text = await response.text();
    expect(resultsIn(text).toSorted()).toEqual(['/de/articles/kessel/', '/de/articles/topf/']);
    expect(text).toContain('action="/de/search/"');
  });

  it('finds nothing in a language without pages', async () => {
    const response = await site.ask('/is/search/?q=copper', { locale: 'is' });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('Nothing found for <q><bdi>copper</bdi></q>');
  });

  it('is answered by the files that it needs, each fetched once', async () => {
    await textOf('/search/?q=samovar');
    site.asked.length = 0;
    await textOf('/search/?q=samovar');
    expect(site.asked.filter((path) => !path.startsWith('/pagefind/served/'))).toEqual([]);
  });
});

describe('an address', () => {
  it('without a slash at its end leads to the one with it, with the question', async () => {
    const response = await site.ask('/search?q=a%20b&topic=c');
    expect(response.status).toBe(301);
    expect(response.headers.get('Location')).toBe('/search/?q=a%20b&topic=c');
  });

  it('leads to no other host', async () => {
    const response = await site.ask(`${site.origin}//evil.example/search?q=a`);
    expect(response.headers.get('Location')).toBe('/evil.example/search/?q=a');
  });

  it.each(['xx', '..', '../..', '__proto__', 'default/../../..', '%2e%2e', 'x\u0000'])(
    'of a language that there is none of is not found: %j',
    async (locale) => {
      const response = await site.ask('/xx/search/?q=copper', { locale });
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('Not here');
      expect(
        site.asked.filter((path) => !/^\/(?:404\.html$|pagefind\/served\/)/u.test(path)),
      ).toEqual([]);
    },
  );
});

describe('a request', () => {
  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('by %s is refused', async (method) => {
    const response = await site.ask('/search/?q=copper', { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('Allow')).toBe('GET, HEAD');
    expect(site.asked).toEqual([]);
  });

  it('by HEAD has the headers of the answer', async () => {
    const response = await site.ask('/search/?q=copper', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('X-Robots-Tag')).toBe('noindex');
  });

  it('that names another host never makes it fetch from there', async () => {
    const fetching = vi.spyOn(globalThis, 'fetch');
    const response = await site.ask('/search/?q=copper', {
      to: 'http://169.254.169.254',
      headers: { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' },
    });
    expect(response.status).toBe(200);
    expect(resultsIn(await response.text())).toContain('/articles/pots/');
    const origins = fetching.mock.calls.map(([to]) => new URL(String(to)).origin);
    expect([...new Set(origins)]).toEqual([site.origin]);
  });

  it('is to the deploy that it came to, on Netlify', () => {
    const context = { deploy: { context: 'production' }, site: { url: 'https://paper.example' } };
    const request = new Request('https://deploy-preview-1--paper.netlify.app/search/?q=a');
    expect(originOf(request, context as unknown as Context)).toBe(
      'https://deploy-preview-1--paper.netlify.app',
    );
  });
});

describe('an index that cannot be read', () => {
  it('is told in the words of the page, and not kept', async () => {
    const told = vi.spyOn(console, 'error').mockReturnValue();
    // A process that has opened no index yet.
    const other = await startSearchSite(pages);
    try {
      other.broken.set(/^\/pagefind\/(?!served)/u, 500);
      const response = await other.ask('/search/?q=copper');
      expect(response.status).toBe(503);
      expect(response.headers.get('Cache-Control')).toBe('no-store');
      expect(response.headers.get('Netlify-CDN-Cache-Control')).toBeNull();
      expect(response.headers.get('Content-Security-Policy')).toBe("default-src 'none'");
      const text = await response.text();
      expect(text).toContain('The search cannot be reached.');
      expect(text).toContain('name="q" value="copper"');
      expect(told).toHaveBeenCalledOnce();
      other.broken.clear();
      expect(resultsIn(await (await other.ask('/search/?q=copper')).text())).toHaveLength(2);
    } finally {
      await other.close();
    }
  });

  it('may be missing', async () => {
    const told = vi.spyOn(console, 'error').mockReturnValue();
    const other = await startSearchSite(pages);
    try {
      other.broken.set('/pagefind/en.json', 404);
      const response = await other.ask('/search/?q=copper');
      expect(response.status).toBe(503);
      expect(await response.text()).toContain('The search is not available at the moment.');
      expect(told).toHaveBeenCalledOnce();
    } finally {
      await other.close();
    }
  });

  it('is opened anew, once, where the site has been built anew', async () => {
    const other = await startSearchSite(pages);
    try {
      expect(resultsIn(await (await other.ask('/search/?q=copper')).text())).toHaveLength(2);
      await other.publish([{ url: '/articles/new/', title: 'New', html: '<p>A new samovar.</p>' }]);
      other.asked.length = 0;
      const response = await other.ask('/search/?q=samovar');
      expect(response.status).toBe(200);
      expect(resultsIn(await response.text())).toEqual(['/articles/new/']);
      expect(other.asked.filter((path) => path === '/pagefind/en.json')).toHaveLength(1);
    } finally {
      await other.close();
    }
  });

  it('in one part only hinders questions that need that part', async () => {
    const told = vi.spyOn(console, 'error').mockReturnValue();
    const other = await startSearchSite(pages);
    try {
      other.broken.set(/\.pf_fragment$/u, 500);
      expect((await other.ask('/search/?q=copper')).status).toBe(503);
      expect((await other.ask('/search/?q=xyzzyplugh&verbatim=1')).status).toBe(200);
      expect(told).toHaveBeenCalledOnce();
    } finally {
      await other.close();
    }
  });
});
