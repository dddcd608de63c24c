import { describe, expect, it } from 'vitest';
import { allowedElements, globalAttributes, isSafeUrl } from '#src/shared/html-vocabulary.ts';

describe('an address', () => {
  it.each([
    'https://a.example',
    'HTTP://a.example',
    'mailto:a@b.example',
    'tel:+49123',
    '//a.example/x',
    '/a',
    'a',
    './a',
    '../a',
    '#a',
    '?a',
    '',
    'a:b/c'.replace(':', '%3A'),
    '/a:b',
    'javascript',
    '%6aavascript:x',
    'a b',
    '/漢字',
    'java script:x'.replace(':', '/'),
  ])('is safe where a browser goes to a page, an address or a telephone: %j', (url) => {
    expect(isSafeUrl(url)).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'jav	ascript:x',
    'java\nscript:x',
    'javascript\r:x',
    ' javascript:x',
    '\0javascript:x',
    'javascript:x',
    'javascript:x',
    '	\n javascript:x',
    'vbscript:x',
    'data:text/html,x',
    'data:,',
    'DATA:image/png;base64,x',
    'blob:https://a.example/1',
    'file:///etc/passwd',
    'about:blank',
    'ws://a.example',
    'ftp://a.example',
    'view-source:https://a.example',
    'x-custom:y',
    'livescript:x',
    'mocha:x',
    'https://',
    'https://a:b:c/',
    'http://[',
    'a:b',
  ])('is not safe where it is code, a file, or none: %j', (url) => {
    expect(isSafeUrl(url)).toBe(false);
  });
});

describe('the vocabulary', () => {
  it('has no element that runs, loads, submits or styles', () => {
    const never =
      'script style link meta base iframe object embed form input button textarea select svg math template slot video audio source dialog h1 html head body title noscript frame frameset applet portal';
    expect(never.split(' ').filter((name) => Object.hasOwn(allowedElements, name))).toEqual([]);
  });

  it('has no attribute that runs, loads, styles or names a class', () => {
    const attributes = [...globalAttributes, ...Object.values(allowedElements).flat()];
    expect(
      attributes.filter((name) =>
        /^on|^(?:style|class|srcset|srcdoc|action|formaction|ping|target|name|is|slot|popover)/.test(
          name,
        ),
      ),
    ).toEqual([]);
  });
});
