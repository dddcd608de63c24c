import { describe, expect, it } from 'vitest';
import { assert, ipV4, ipV6, property } from 'fast-check';
import { prefixOf } from '#netlify/lib/newsletter/limits.ts';

describe('the network of a client', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2::1', '2001:0db8:0001:00/56'],
    ['2001:DB8:1:ff:a:b:c:d', '2001:0db8:0001:00/56'],
    ['2001:db8:1:100::', '2001:0db8:0001:01/56'],
    ['::1', '0000:0000:0000:00/56'],
    ['fe80::1%eth0', 'fe80:0000:0000:00/56'],
    ['', 'unknown'],
    ['example.com', 'unknown'],
    ['192.0.2.1, 10.0.0.1', 'unknown'],
  ])('of %j is %s', (ip, prefix) => expect(prefixOf(ip)).toBe(prefix));

  it('is one for every address', () => {
    assert(property(ipV4(), (ip) => prefixOf(ip) === ip));
    assert(
      property(ipV6(), (ip) => /^(?:[0-9a-f]{4}:){3}[0-9a-f]{2}\/56$|^[\d.]+$/u.test(prefixOf(ip))),
    );
  });
});
