import sharp from 'sharp';

/*
 * A publication in two languages with articles for members. Every part of their texts holds a word
 * that stands nowhere else, by which a test sees where it has got to.
 */

/** By the part of a members' article that it stands in. */
export const canaries = {
  body: 'quokka-in-the-pantry',
  heading: 'axolotl-over-the-door',
  code: 'pangolin_in_the_loop',
  codeTitle: 'tapir-title',
  footnote: 'narwhal-at-the-foot',
  table: 'okapi-in-a-cell',
  alt: 'ibex-in-the-alt',
  caption: 'dugong-under-the-picture',
  fileName: 'wombat-file',
  link: 'numbat-link.example',
  abbreviation: 'Bilby in full',
  comment: 'kinkajou in a comment of the front matter',
  arabic: 'سنجاب-في-المخزن',
  scheduled: 'fossa-before-its-time',
  draft: 'aardwolf-unfinished',
} as const;

const site = `title: { en: The Cellar Post, ar: بريد القبو }
url: https://cellar.example
locales:
  - { code: en, name: English }
  - { code: ar, name: العربية }
`;

interface Written {
  readonly title: string;
  readonly body: string;
  readonly publishedAt?: string;
  readonly more?: string;
}

export function writtenArticle({
  title,
  body,
  publishedAt = '2026-10-01',
  more = '',
}: Written): string {
  return `---
title: ${title}
description: One sentence that says what it is about, to everybody.
publishedAt: ${publishedAt}
authors: [desk]
topics: [cellars]
${more}---

${body}
`;
}

const everything = `A paragraph with ${canaries.body}, a [link](https://${canaries.link}/), and BLB.[^1]

*[BLB]: ${canaries.abbreviation}

## ${canaries.heading}

\`\`\`js title="${canaries.codeTitle}.js"
const ${canaries.code} = 1;
\`\`\`

Table: A table

| One |
| --- |
| ${canaries.table} |

![${canaries.alt}](./${canaries.fileName}.png '${canaries.caption}')

[^1]: ${canaries.footnote}
`;

/** A picture that no other has the bytes of: its colour is `shade`, 0 to 255. */
export function picture(shade: number): Promise<Buffer> {
  const background = { r: shade, g: 255 - shade, b: 90 };
  return sharp({ create: { width: 900, height: 300, channels: 3, background } })
    .png()
    .toBuffer();
}

/** The files of the publication. */
export async function membersContent(): Promise<Record<string, string | Uint8Array>> {
  const members = `access: members # ${canaries.comment}\n`;
  return {
    'site.yaml': site,
    'authors/desk.yaml': 'name: The Desk\nkind: group\n',
    'topics/cellars.yaml': 'name: Cellars\n',
    'articles/en/open.md': writtenArticle({ title: 'An open door', body: 'For everybody.' }),
    'articles/en/vault/index.md': writtenArticle({
      title: 'The vault',
      body: everything,
      more: `${members}cover: { src: ./door.png, alt: A door }\n`,
    }),
    [`articles/en/vault/${canaries.fileName}.png`]: await picture(40),
    'articles/en/vault/door.png': await picture(200),
    'articles/en/grüße.md': writtenArticle({
      title: 'Greetings',
      body: `Greetings and a ${canaries.body}.`,
      more: members,
    }),
    'articles/ar/vault.md': writtenArticle({
      title: 'القبو',
      body: `هنا ${canaries.arabic}.`,
      more: members,
    }),
    'articles/en/later.md': writtenArticle({
      title: 'Later',
      body: canaries.scheduled,
      publishedAt: '2999-01-01',
      more: members,
    }),
    'articles/en/unfinished.md': writtenArticle({
      title: 'Unfinished',
      body: canaries.draft,
      more: `${members}draft: true\n`,
    }),
  };
}
