import { describe, expect, it } from 'vitest';
import { Html, html } from '#src/shared/html.ts';

describe('HTML', () => {
  it('has texts escaped, in elements and in attributes', () => {
    const hostile = `"><img src=x onerror='alert(1)'> & &amp;`;
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
      `<p title="&quot;&gt;&lt;img src=x onerror='alert(1)'&gt; &amp; &amp;amp;">&quot;&gt;&lt;img src=x onerror='alert(1)'&gt; &amp; &amp;amp;</p>`,
    );
  });

  it('has HTML in it as it is', () => {
    expect(html`<p>${html`<b>${'<'}</b>`}</p>`.text).toBe('<p><b>&lt;</b></p>');
  });

  it('has lists, inside each other, numbers and nothing for null', () => {
    expect(html`${[1, null, ['<', [html`<br />`]], []]}${null}${0}`.text).toBe('1&lt;<br />0');
  });

  it('takes nothing for HTML that only looks like it', () => {
    const pretended = { text: '<script>' } as unknown as Html;
    expect(() => html`${pretended}`).toThrow();
  });

  it('has its own text as it is written', () => {
    expect(html`<p>& & "quotes"</p>`.text).toBe('<p>& & "quotes"</p>');
  });

  it('drops what may stand nowhere', () => {
    expect(html`${'a\u0000b\uD800c'}`.text).toBe('ab\uFFFDc');
  });
});
