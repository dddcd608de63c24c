import { describe, expect, it } from 'vitest';
import { loadFiles, problemsIn } from '#tests/setup/content.ts';

describe('words of the interface', () => {
  it('may be changed in strings/<locale>.yaml, plural forms of the language added', async () => {
    const { strings } = await loadFiles({
      'strings/en.yaml': 'nav.menu: Contents\ntopic.count.few: "{count} pieces"\n',
    });
    expect(strings.get('en')).toEqual({
      'nav.menu': 'Contents',
      'topic.count.few': '{count} pieces',
    });
  });

  it('are English where there is no file, or an empty one', async () => {
    expect((await loadFiles({})).strings.get('en')).toEqual({});
    expect((await loadFiles({ 'strings/en.yaml': '# nothing yet\n' })).strings.get('en')).toEqual(
      {},
    );
  });

  it.each([
    'nav.menuu',
    'topic.count',
    'topic.count.several',
    'nav.menu.few',
    'constructor',
    'toString',
  ])('are refused for a key that nothing would show: %s', async (key) => {
    expect(await problemsIn({ 'strings/en.yaml': `nav.menu: x\n${key}: y\n` })).toEqual([
      {
        file: 'strings/en.yaml',
        line: 2,
        field: key,
        found: 'words for nothing: the interface has no such key',
        wanted: 'a key of src/shared/strings/en.ts',
      },
    ]);
  });

  it.each([
    ['7', '7'],
    ['', 'nothing'],
    ['[a]', '["a"]'],
    ['true', 'true'],
  ])('are text: not %j', async (value, found) => {
    expect(await problemsIn({ 'strings/en.yaml': `nav.menu: ${value}\n` })).toEqual([
      { file: 'strings/en.yaml', line: 1, field: 'nav.menu', found, wanted: 'text' },
    ]);
  });

  it('in a language that the site does not have are refused', async () => {
    const problem = {
      line: null,
      field: null,
      found: 'words for no language',
      wanted: 'strings/<locale>.yaml for one of the languages in site.yaml: en',
    };
    expect(await problemsIn({ 'strings/de.yaml': 'nav.menu: x\n', 'strings/en.yml': 'x' })).toEqual(
      [
        { file: 'strings/de.yaml', ...problem },
        { file: 'strings/en.yml', ...problem },
      ],
    );
  });
});

describe('redirects.yaml', () => {
  const path = 'a path that begins with / and has no space, ? or #';
  const target = 'a path that begins with /, or an address that begins with https:// or mailto:';
  it.each([
    ['old/: /', 'old/', 'the name "old/"', path],
    ['//x.example/: /', '//x.example/', 'the name "//x.example/"', path],
    ['"/a b": /', '/a b', 'the name "/a b"', path],
    ['/?p=1: /', '/?p=1', 'the name "/?p=1"', path],
    ['constructor: /', 'constructor', 'the name "constructor"', path],
    ['/a/./b: /', '/a/./b', 'the name "/a/./b"', 'a path without . or .. in it'],
    ['/a/: topics/', '/a/', '"topics/"', target],
    ['/a/: //x.example', '/a/', '"//x.example"', target],
    ['/a/: javascript:alert(1)', '/a/', '"javascript:alert(1)"', target],
    ['/a/: "data:text/html,x"', '/a/', '"data:text/html,x"', target],
    ['/a/:', '/a/', 'nothing', 'a path such as /about/ or a web address'],
    ['/a/: [/b/]', '/a/', '["/b/"]', 'a path such as /about/ or a web address'],
    [
      '/a/: /none/',
      '/a/',
      'a redirect to /none/, where nothing is',
      'the path of a page of this site, or an address elsewhere',
    ],
    ['- /a/', null, '["/a/"]', 'lines such as /old/path/: /articles/new/'],
  ])('is refused with %j', async (yaml, field, found, wanted) => {
    expect(await problemsIn({ 'redirects.yaml': `${yaml}\n` })).toEqual([
      { file: 'redirects.yaml', line: 1, field, found, wanted },
    ]);
  });

  it('names each old path once', async () => {
    expect(await problemsIn({ 'redirects.yaml': '/a/: /\n/b/: /\n/a/: /topics/\n' })).toEqual([
      expect.objectContaining({ line: 3, wanted: 'each field once' }),
    ]);
    expect(await problemsIn({ 'redirects.yaml': '/a/: /\n/a: /topics/\n' })).toEqual([
      expect.objectContaining({
        line: 2,
        found: 'the path /a, which redirects.yaml:1 redirects too',
      }),
    ]);
  });

  it('may lead to a part of a page', async () => {
    const { redirects } = await loadFiles({ 'redirects.yaml': '/a/: /topics/?x#y\n' });
    expect(redirects.map(({ to }) => to)).toEqual(['/topics/?x#y']);
  });

  it('may be empty', async () => {
    expect((await loadFiles({ 'redirects.yaml': '' })).redirects).toEqual([]);
  });
});
