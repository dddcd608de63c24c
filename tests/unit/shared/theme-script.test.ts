import { expect, it } from 'vitest';
import { themeScript } from '#src/shared/theme-script.ts';

it('the one inline script is a program, within its budget of 300 bytes, that cannot end its element', () => {
  expect(Buffer.byteLength(themeScript)).toBeLessThanOrEqual(300);
  expect(() => new Function(themeScript)).not.toThrow();
  expect(themeScript).not.toMatch(/<\/|<!--/);
});
