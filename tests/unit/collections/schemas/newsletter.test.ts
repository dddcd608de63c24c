import { describe, expect, it } from 'vitest';
import { loadFiles, problemsIn } from '#tests/setup/content.ts';

const basics =
  'title: The Small Paper\nurl: https://small.example\nlocales: [{ code: en, name: English }]\n';

function siteWith(newsletter: string): { 'site.yaml': string } {
  return { 'site.yaml': `${basics}newsletter: ${newsletter}\n` };
}

const fields =
  'fields such as sender: The Small Paper <post@small.example>; or {} for all defaults';
const sender =
  'a name and an address, such as The Small Paper <post@small.example>; a name with , : ; or brackets in "quotes"';
const address = 'a mail address, such as post@small.example';
const day = 'a day: monday to sunday, or 1 (monday) to 7';
const domain = 'a domain, such as mail.example';

describe('the newsletter in site.yaml', () => {
  it.each([
    ['yes', '', '"yes"', fields],
    ['{ from: x }', 'from', 'an unknown field "from"', expect.stringContaining('one of sender, ')],
    ['{ sender: post@small.example }', 'sender', '"post@small.example"', sender],
    ['{ sender: The Paper <post> }', 'sender', '"The Paper <post>"', sender],
    ["{ sender: 'One, Two <a@small.example>' }", 'sender', '"One, Two <a@small.example>"', sender],
    [
      '{ sender: "Paper\\nBcc: <b@small.example>" }',
      'sender',
      expect.stringContaining('Bcc'),
      sender,
    ],
    ['{ replyTo: The Desk }', 'replyTo', '"The Desk"', address],
    ['{ postalAddress: 7 }', 'postalAddress', '7', expect.stringContaining('one or more lines')],
    [
      '{ postalAddress: 1 <b>Quay</b> }',
      'postalAddress',
      '"1 <b>Quay</b>"',
      'plain text, without HTML tags',
    ],
    [
      '{ postalAddress: "1\\n2\\n3\\n4\\n5\\n6\\n7" }',
      'postalAddress',
      expect.any(String),
      'at most 6 lines',
    ],
    ['{ paused: until May }', 'paused', '"until May"', 'true or false'],
    ['{ weekday: 0 }', 'weekday', '0', day],
    ['{ weekday: 8 }', 'weekday', '8', day],
    ['{ weekday: someday }', 'weekday', '"someday"', day],
    ['{ weekday: [1] }', 'weekday', '[1]', day],
    ['{ topics: publishing }', 'topics', '"publishing"', 'a list of topic ids'],
    [
      '{ topics: [publishing, publishing] }',
      'topics',
      '["publishing","publishing"]',
      'each topic once',
    ],
    [
      '{ topics: [publishing, sailing] }',
      'topics.1',
      'sailing, but there is no topics/sailing.yaml',
      'one of publishing; or a new file in topics/',
    ],
    ['{ domains: [a.example] }', 'domains', '["a.example"]', expect.stringContaining('lists')],
    ['{ domains: { allowed: [mail] } }', 'domains.allowed.0', '"mail"', domain],
    [
      '{ domains: { refused: [http://a.example] } }',
      'domains.refused.0',
      expect.any(String),
      domain,
    ],
    [
      '{ domains: { allowed: [a.example], refused: [A.example] } }',
      'domains',
      expect.any(String),
      'each domain in one of the lists',
    ],
  ])('is refused as %s', async (written, field, found, wanted) => {
    expect(await problemsIn(siteWith(written))).toEqual([
      {
        file: 'site.yaml',
        line: 4,
        field: ['newsletter', field].filter(Boolean).join('.'),
        found,
        wanted,
      },
    ]);
  });

  it('is none where nothing is said of it', async () => {
    expect((await loadFiles({})).site.newsletter).toBeUndefined();
  });

  it('has defaults for everything', async () => {
    expect((await loadFiles(siteWith('{}'))).site.newsletter).toEqual({
      paused: false,
      weekday: 1,
      domains: { allowed: [], refused: [] },
    });
  });

  it('may say everything', async () => {
    const { site } = await loadFiles(
      siteWith(`
  sender: '"Paper, The Small" <post@small.example>'
  replyTo: desk@small.example
  postalAddress: |
    1 Quay Street
      Harbour
  paused: true
  weekday: Friday
  topics: [publishing]
  domains: { allowed: ['@Mail.Example'], refused: [Grüße.example] }`),
    );
    expect(site.newsletter).toEqual({
      sender: '"Paper, The Small" <post@small.example>',
      replyTo: 'desk@small.example',
      postalAddress: '1 Quay Street\nHarbour',
      paused: true,
      weekday: 5,
      topics: ['publishing'],
      domains: { allowed: ['mail.example'], refused: ['xn--gre-6ka8l.example'] },
    });
  });
});
