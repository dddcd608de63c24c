import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assert, emailAddress, property, string } from 'fast-check';
import { hashAddress } from '#netlify/lib/newsletter/address-hash.ts';
import { isDisposable } from '#netlify/lib/newsletter/disposable.ts';
import { domainOf, maskAddress, parseMailAddress } from '#netlify/lib/newsletter/mail-address.ts';

/** Dominic Sayers' and Michael Rushton's tests of is_email (BSD licence), with their verdicts. */
const cases = JSON.parse(readFileSync('tests/fixtures/email/is-email.json', 'utf8')) as readonly {
  readonly id: number;
  readonly address: string;
  readonly category: string;
}[];

/**
 * The policy: what is valid without a warning but for a domain's records, which are not asked for.
 * Apart from that, spaces around an address do not count, and a domain has two labels.
 */
const exceptions: ReadonlyMap<number, boolean> = new Map([
  [5, false], // test@io
  [157, true], // a space before
  [158, true], // a space behind
]);

describe('a mail address', () => {
  it('has so many corners', () => expect(cases.length).toBeGreaterThan(160));

  it.each(cases)('is what the policy says it is: $id $address', ({ id, address, category }) => {
    const isTaken = exceptions.get(id) ?? ['VALID_CATEGORY', 'DNSWARN'].includes(category);
    expect(parseMailAddress(address) !== null).toBe(isTaken);
  });

  it.each([
    ['Ann@Example.COM', 'ann@example.com'],
    [' ann@example.com\t', 'ann@example.com'],
    ['ann+list@example.com', 'ann+list@example.com'],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example'],
    ['ann@ＥＸＡＭＰＬＥ.com', 'ann@example.com'],
    ["o'neil@example.com", "o'neil@example.com"],
    ['ann@sub.example.co.uk', 'ann@sub.example.co.uk'],
  ])('is kept in one form: %j', (written, kept) => {
    expect(parseMailAddress(written)).toBe(kept);
  });

  it.each([
    'müller@example.com',
    'ann@example.com\r\nBcc: all@example.com',
    'ann@example.com, bob@example.com',
    'Ann <ann@example.com>',
    'mailto:ann@example.com?x',
    'ann@@example.com',
    'ann@example.com.',
    'ann@[127.0.0.1]',
    'ann@127.0.0.1',
    'ann@localhost',
    'ann@-example.com',
    'ann@exa_mple.com',
    'ann@example.com\u0000',
    'a\u202Enn@example.com',
    '__proto__',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(64)}.com`,
    `a@${'b.'.repeat(130)}com`,
    'a'.repeat(100_000),
    `${'a'.repeat(50)}@${'.'.repeat(100_000)}`,
  ])('is not %j', (written) => expect(parseMailAddress(written)).toBeNull());

  it('stays as it is once it was read', () => {
    assert(
      property(emailAddress(), (written) => {
        const address = parseMailAddress(written);
        return address === null || parseMailAddress(address) === address;
      }),
    );
  });

  it('has neither spaces, nor line breaks, nor brackets, whatever was written', () => {
    assert(
      property(string({ unit: 'binary' }), string(), (one, other) => {
        const address = parseMailAddress(`${one}@${other}.example`);
        return address === null || /^[!-;=?-~]+$/u.test(address);
      }),
    );
  });

  it('can be shown without being told', () => {
    expect(maskAddress('jane.doe@example.org')).toBe('j***@e***.org');
    expect(maskAddress('a@b.co')).toBe('a***@b***.co');
  });

  it('is recognised by a hash, whatever its capitals', () => {
    expect(hashAddress('ann@example.com')).toMatch(/^[0-9a-f]{64}$/u);
    expect(hashAddress('ANN@example.com')).toBe(hashAddress('ann@example.com'));
    expect(hashAddress('ann@example.org')).not.toBe(hashAddress('ann@example.com'));
  });
});

describe('an address to be thrown away', () => {
  const none = { allowed: [], refused: [] };

  it('is known by its domain, and by those above', () => {
    expect(isDisposable('ann@mailinator.com', none)).toBe(true);
    expect(isDisposable('ann@x.y.mailinator.com', none)).toBe(true);
    expect(isDisposable('ann@small-paper.example', none)).toBe(false);
    expect(domainOf('ann@example.com')).toBe('example.com');
  });

  it('is what the owner says it is', () => {
    expect(isDisposable('ann@mailinator.com', { allowed: ['mailinator.com'], refused: [] })).toBe(
      false,
    );
    expect(isDisposable('ann@a.example.com', { allowed: [], refused: ['example.com'] })).toBe(true);
    const both = { allowed: ['good.example.com'], refused: ['example.com'] };
    expect(isDisposable('ann@good.example.com', both)).toBe(false);
  });
});
