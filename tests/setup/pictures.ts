/** Pictures for tests, small enough to be written out. */

/** A PNG of one pixel. */
export const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A drawing (SVG) of some size with something in it. */
export function drawingOf(inside = '', attributes = ''): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20" ${attributes}>${inside}</svg>`;
}
