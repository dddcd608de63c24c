import { describe, expect, it } from 'vitest';
import { CborError, CborReader } from '#src/shared/search/cbor.ts';

function reading(...bytes: number[]): CborReader {
  return new CborReader(Uint8Array.from(bytes));
}

describe('CBOR', () => {
  it.each([
    [[0x00], 0],
    [[0x17], 23],
    [[0x18, 0xff], 255],
    [[0x19, 0x01, 0x00], 256],
    [[0x1a, 0xff, 0xff, 0xff, 0xff], 4_294_967_295],
  ])('has numbers of every length: %j', (bytes, value) => {
    expect(reading(...bytes).unsigned()).toBe(value);
  });

  it.each([
    [[0x20], -1],
    [[0x37], -24],
    [[0x38, 0x18], -25],
    [[0x39, 0x01, 0x00], -257],
    [[0x05], 5],
  ])('has negative numbers beside others: %j', (bytes, value) => {
    expect(reading(...bytes).integer()).toBe(value);
  });

  it('has texts, whose length is in bytes', () => {
    expect(reading(0x64, 0xc3, 0xa9, 0xc3, 0xa9).text()).toBe('éé');
    expect(reading(0x60).text()).toBe('');
  });

  it('is read item after item', () => {
    const from = reading(0x82, 0x61, 0x61, 0x83, 0x01, 0x20, 0x02);
    expect(from.array()).toBe(2);
    expect(from.text()).toBe('a');
    expect(from.array()).toBe(3);
    expect([from.integer(), from.integer(), from.integer()]).toEqual([1, -1, 2]);
  });

  it.each([
    ['nothing', []],
    ['an item of another type', [0x61, 0x61]],
    ['a number that is cut short', [0x19, 0x01]],
    ['a number of 64 bits', [0x1b, 0, 0, 0, 0, 0, 0, 0, 1]],
    ['a length that comes later', [0x1f]],
  ])('is refused where there is %s', (_what, bytes) => {
    expect(() => reading(...bytes).unsigned()).toThrow(CborError);
    expect(() => reading(...bytes).integer()).toThrow(CborError);
  });

  it('is refused where a text is cut short', () => {
    expect(() => reading(0x64, 0x61).text()).toThrow(CborError);
  });
});
