import { expect, it } from 'vitest';
import { contentfulOrigin, type ContentfulApi } from '#src/shared/contentful-hosts.ts';

it.each<[string | null, ContentfulApi, string | null]>([
  [null, 'cdn', 'https://cdn.contentful.com'],
  [null, 'images', 'https://images.ctfassets.net'],
  ['cdn.contentful.com', 'api', 'https://api.contentful.com'],
  ['https://cdn.eu.contentful.com', 'preview', 'https://preview.eu.contentful.com'],
  ['https://cdn.eu.contentful.com', 'images', 'https://images.eu.ctfassets.net'],
  ['http://127.0.0.1:4001', 'preview', 'http://127.0.0.1:4001'],
  ['http://127.0.0.1:4001/', 'images', 'http://127.0.0.1:4001'],
  ['https://cdn.contentful.com.evil.example', 'api', 'https://cdn.contentful.com.evil.example'],
  ['http://', 'cdn', null],
  ['not an address', 'cdn', null],
  ['ftp://x.example', 'cdn', null],
])('for %s the API %s is at %s', (host, api, origin) => {
  expect(contentfulOrigin(host, api)).toBe(origin);
});
