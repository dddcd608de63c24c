import { expect, it } from 'vitest';
import { hashAddress } from '#netlify/lib/newsletter/address-hash.ts';

it('is the same for an address in small and capital letters, and another for another', () => {
  expect(hashAddress('Ann@Example.org')).toBe(hashAddress('ann@example.org'));
  expect(hashAddress('ann@example.org')).not.toBe(hashAddress('bob@example.org'));
  // It is kept in the database: it may not change.
  expect(hashAddress('ann@example.org')).toBe(
    'a06fb655e1f3a05554123ba111ea00f10c172db79ad5e7a7335345a60dcab25e',
  );
});
