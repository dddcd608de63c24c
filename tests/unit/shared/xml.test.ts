import { describe, expect, it } from 'vitest';
import { element, xmlDocument } from '#src/shared/xml.ts';

describe('XML', () => {
  it('has its text and attributes escaped', () => {
    expect(element('a', { b: '<"&\'>' }, 'x < y & "z" ]]>').xml).toBe(
      '<a b="&lt;&quot;&amp;\'&gt;">x &lt; y &amp; &quot;z&quot; ]]&gt;</a>',
    );
  });

  it('leaves out what is null and closes what is empty', () => {
    expect(element('a', { b: null }, null, element('c', {})).xml).toBe('<a><c/></a>');
    expect(element('a', {}, '').xml).toBe('<a/>');
  });

  it('takes lists of children, inside each other', () => {
    expect(element('a', {}, ['x', [element('b', {}, 'y')]]).xml).toBe('<a>x<b>y</b></a>');
  });

  it('drops characters that may not stand in it', () => {
    expect(element('a', {}, 'a\u0000b\u000Bc\uFFFEd\uD800e\tf\n👍漢').xml).toBe(
      '<a>abcd\uFFFDe\tf\n👍漢</a>',
    );
  });

  it('says what it is', () => {
    expect(xmlDocument(element('a', {}))).toBe('<?xml version="1.0" encoding="utf-8"?>\n<a/>\n');
  });
});
