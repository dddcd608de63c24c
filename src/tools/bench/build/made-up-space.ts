/*
 * A space of any size for the bench: articles of some 600 words in rich text, each with two authors,
 * topics, links, a picture and a heading or two. The same number gives the same space.
 */

interface Item {
  readonly sys: object;
  readonly fields: object;
}

const authors = 50;
const topics = 30;
const pictures = 100;

const words =
  'the harbour keeps its own time and ships that come late are late by that clock which nobody has ever set and everybody reads a lamp goes out a rope is thrown somebody counts boxes on the quay while gulls look on'.split(
    ' ',
  );

/** Everything but the articles. */
export function makeSurroundings(): Item[] {
  return [
    ...numbers(authors).map((n) =>
      makeEntry(`author${n}`, 'author', { name: `Author Number ${n}`, slug: `author-${n}` }),
    ),
    ...numbers(topics).map((n) =>
      makeEntry(`topic${n}`, 'topic', { name: `Topic ${n}`, slug: `topic-${n}` }),
    ),
    ...numbers(pictures).map((n) => makeAsset(`picture${n}`)),
  ];
}

/** Article `n` as it is in its version `revision`. */
export function makeArticle(n: number, revision = 1): Item {
  const day = new Date(Date.UTC(2020, 0, 1) + n * 3 * 60 * 60 * 1000).toISOString();
  const fields = {
    title: `Article ${n} of the harbour`,
    slug: `article-${n}`,
    description: `What happened on the quay on day ${n}, in the words of those who stood there.`,
    publishedAt: day,
    authors: [link(`author${n % authors}`), link(`author${(n * 7 + 1) % authors}`)],
    topics: [link(`topic${n % topics}`)],
    cover: link(`picture${n % pictures}`, 'Asset'),
    body: makeBody(n, revision),
  };
  return makeEntry(`article${n}`, 'article', fields, revision);
}

function makeBody(n: number, revision: number): object {
  const paragraphs = numbers(9).map((at) => {
    const before = text(`${sentence(n + at, 50)} `);
    const linked = node('hyperlink', [text('as it is written')], {
      uri: `https://example.org/${n}`,
    });
    return node('paragraph', [before, linked, text(`, ${sentence(n * 3 + at, 12)}.`)]);
  });
  const heading = (title: string): object => node('heading-2', [text(title)]);
  const revised = node('paragraph', [text(`This is version ${revision}.`)]);
  const [first, ...rest] = paragraphs;
  return node('document', [
    first,
    heading('In the morning'),
    ...rest.slice(0, 4),
    heading('At night'),
    ...rest.slice(4),
    revised,
  ]);
}

function sentence(from: number, length: number): string {
  return numbers(length)
    .map((at) => words[(from * 13 + at * 7) % words.length])
    .join(' ');
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

function text(value: string): object {
  return { nodeType: 'text', value, marks: [], data: {} };
}

function node(nodeType: string, content: readonly unknown[], data: object = {}): object {
  return { nodeType, data, content };
}

function link(id: string, linkType = 'Entry'): object {
  return { sys: { type: 'Link', linkType, id } };
}

function makeEntry(id: string, type: string, fields: Record<string, unknown>, revision = 1): Item {
  const updatedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, revision)).toISOString();
  const sys = {
    id,
    type: 'Entry',
    contentType: link(type, 'ContentType'),
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt,
    revision,
  };
  return { sys, fields: inOneLanguage(fields) };
}

function makeAsset(id: string): Item {
  const file = {
    url: `//images.ctfassets.net/space/${id}/v1/${id}.jpg`,
    fileName: `${id}.jpg`,
    contentType: 'image/jpeg',
    details: { size: 100_000, image: { width: 1600, height: 1000 } },
  };
  const sys = { id, type: 'Asset', updatedAt: '2026-01-01T00:00:00Z', revision: 1 };
  return { sys, fields: inOneLanguage({ title: id, description: `Picture ${id}`, file }) };
}

function inOneLanguage(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, { 'en-US': value }]),
  );
}
