import { describe, expect, it } from 'vitest';
import { checkSource } from '#src/collections/markdown/check-source.ts';
import { contextFor, elementsOf, photograph, renderHtml } from '#tests/setup/markdown.ts';

async function find(text: string, tagName: string) {
  return elementsOf(await renderHtml(text)).filter((element) => element.tagName === tagName);
}

describe('a picture', () => {
  it('is offered as AVIF, then WebP, with its size, so that nothing moves when it comes', async () => {
    const html = await renderHtml('Look: ![A boat](./photo.jpg)');
    const [avif, webp] = await find('Look: ![A boat](./photo.jpg)', 'source');
    expect([avif?.properties['type'], webp?.properties['type']]).toEqual([
      'image/avif',
      'image/webp',
    ]);
    expect(html).toContain(
      `<img src="${photograph.base}-800.webp" alt="A boat" width="1600" height="1000" loading="lazy" decoding="async">`,
    );
    expect(html).toContain(`${photograph.base}-480.avif 480w, ${photograph.base}-800.avif 800w`);
  });

  it('has its placeholder under it, which a screen reader does not see', async () => {
    const [placeholder] = await find('![A boat](./photo.jpg)', 'img');
    expect(placeholder?.properties).toMatchObject({
      className: ['placeholder'],
      src: photograph.placeholder,
      alt: '',
      ariaHidden: 'true',
    });
  });

  it('that is a drawing is served as it is', async () => {
    expect(await renderHtml('![A map](./map.svg)')).toBe(
      '<figure><span class="picture"><img src="/_astro/map.0123456789abp1.svg" alt="A map" width="1600" height="1000" loading="lazy" decoding="async"></span></figure>',
    );
  });

  it('without a description is refused', () => {
    const wanted = '![what the picture shows](…), for readers who cannot see it';
    const problem = { field: 'picture', found: 'a picture without a description', wanted };
    expect(
      checkSource('![](./photo.jpg)\n\n![ ][p]\n\n<img src="./photo.jpg">\n\n[p]: ./photo.jpg')
        .mistakes,
    ).toEqual([
      { line: 1, ...problem },
      { line: 3, ...problem },
      { line: 5, ...problem },
    ]);
  });
});

describe('a picture alone in its paragraph', () => {
  it('is a figure with its title as caption and what follows | as credit', async () => {
    const html = await renderHtml('![A boat](./photo.jpg "The *ferry* | Jane Doe")');
    expect(html).toMatch(/^<figure><span class="picture">/);
    expect(html).toMatch(
      /<figcaption>The \*ferry\* <small>Picture: Jane Doe<\/small><\/figcaption><\/figure>$/,
    );
  });

  it.each([
    ['"The ferry"', '<figcaption>The ferry</figcaption>'],
    ['"| Jane Doe"', '<figcaption><small>Picture: Jane Doe</small></figcaption>'],
    ['"<b>&"', '<figcaption>&#x3C;b>&#x26;</figcaption>'],
  ])('may have one without the other, in plain text: %s', async (title, caption) => {
    expect(await renderHtml(`![A boat](./photo.jpg ${title})`)).toContain(caption);
  });

  it('has no caption where it has no title', async () => {
    expect(await find('![A boat](./photo.jpg)', 'figcaption')).toEqual([]);
  });

  it('names the credit in the words of the language', async () => {
    const context = contextFor('de', { 'article.credit': 'Bild: {credit}' });
    expect(await renderHtml('![A](./photo.jpg "|J")', context)).toContain('<small>Bild: J</small>');
  });

  it('widens past the measure where its path says #wide', async () => {
    const [figure] = await find('![A boat](./photo.jpg#wide)', 'figure');
    const [source] = await find('![A boat](./photo.jpg#wide)', 'source');
    expect(figure?.properties['className']).toEqual(['wide']);
    expect(source?.properties['sizes']).toBe('(min-width: 72rem) 66rem, 100vw');
  });

  it('in a figure of its author’s own makes none inside it', async () => {
    const html = await renderHtml(
      '<figure>\n\n![A boat](./photo.jpg#wide)\n\n<figcaption>Mine</figcaption>\n</figure>',
    );
    expect(html.match(/<figure/g)).toHaveLength(1);
    expect(html).toMatch(/^<figure class="wide">/);
    expect(html).toContain('<figcaption>Mine</figcaption>');
  });

  it('is none where there are words beside it', async () => {
    expect(await renderHtml('![A boat](./photo.jpg) and words')).toMatch(
      /^<p><span class="picture">/,
    );
  });
});
