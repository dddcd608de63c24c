import type { Measurement } from '#src/tools/bench/search/measuring/measurement.ts';
import { element, type XmlMarkup } from '#src/shared/xml.ts';
import { placePoints, plotSize, type PlacedPoint } from './plot-scale.ts';

const title =
  'What finding costs: bytes before the first result, and how often it is the right one';

const style = `
  svg { color-scheme: light dark; --paper: #faf6ed; --ink: #1b1915; --quiet: #595346; --rule: #cdc4b2; --accent: #9c2a1c; }
  @media (prefers-color-scheme: dark) {
    svg { --paper: #14120e; --ink: #ede7da; --quiet: #aaa191; --rule: #3d382f; --accent: #f28b76; }
  }
  .paper { fill: var(--paper); }
  .rule { stroke: var(--rule); }
  text { fill: var(--quiet); font: 12px 'Libre Franklin', 'Helvetica Neue', Arial, sans-serif; }
  .name { fill: var(--ink); font-size: 14px; stroke: var(--paper); stroke-width: 4px; paint-order: stroke; }
  .title { fill: var(--ink); font: 600 17px Newsreader, Georgia, serif; }
  .mark { fill: var(--ink); stroke: var(--ink); }
  .open { fill: var(--paper); stroke: var(--ink); }
  .stem { stroke: var(--quiet); }
  .ours .mark { fill: var(--accent); stroke: var(--accent); }
  .ours .open { stroke: var(--accent); }
  .ours .name { fill: var(--accent); font-weight: 600; }
  .ours .stem { stroke: var(--accent); }
`;

/**
 * Draws what was measured with typos as SVG, without a script: to the right what must be loaded
 * before the first result (logarithmic), upwards MRR@10.
 */
export function drawPlot(measured: readonly Measurement[]): string {
  const { points, columns, lines } = placePoints(measured);
  const { width, height, left, right, top, bottom } = plotSize;
  const grid = [
    ...lines.map(({ y, label }) => [
      rule(left, y, right, y),
      words({ x: left - 8, y: y + 4, anchor: 'end' }, label),
    ]),
    ...columns.map(({ x, label }) => [
      rule(x, top, x, bottom),
      words({ x, y: bottom + 18, anchor: 'middle' }, label),
    ]),
  ].flat();
  const drawing = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-labelledby': 'title description',
    },
    element('title', { id: 'title' }, title),
    element('desc', { id: 'description' }, points.map(describe).join(' ')),
    element('style', {}, style),
    element('rect', { class: 'paper', width: String(width), height: String(height) }),
    words({ x: left, y: 28, anchor: 'start', name: 'title' }, title),
    words(
      { x: left, y: 48, anchor: 'start' },
      'MRR@10: ● with one typo, ○ as remembered, △ with the last word cut to 4 letters',
    ),
    ...grid,
    words({ x: right, y: bottom + 38, anchor: 'end' }, 'kB before the first result'),
    ...points.map((point) => drawPoint(point)),
  );
  return `${drawing.xml}\n`;
}

function describe(point: PlacedPoint): string {
  const values = point.marks.map(({ variant, value }) => `${variant} ${value.toFixed(3)}`);
  return `${point.title}: ${point.kilobytes.toFixed(0)} kB, MRR@10 ${values.join(', ')}.`;
}

function drawPoint({ title, isOurs, x, marks, label }: PlacedPoint): XmlMarkup {
  const heights = marks.map(({ y }) => y);
  return element(
    'g',
    { class: isOurs ? 'ours' : null },
    element('line', {
      class: 'stem',
      x1: coordinate(x),
      x2: coordinate(x),
      y1: coordinate(Math.min(...heights)),
      y2: coordinate(Math.max(...heights)),
    }),
    ...marks
      .toSorted((a, b) => Number(b.variant === 'typo') - Number(a.variant === 'typo'))
      .map(({ variant, y }) => drawMark(variant, x, y)),
    words({ ...label, name: 'name' }, title),
  );
}

function drawMark(variant: string, x: number, y: number): XmlMarkup {
  if (variant === 'prefix') {
    const corners = [`${x},${y - 4}`, `${x - 4},${y + 3.5}`, `${x + 4},${y + 3.5}`];
    return element('polygon', { class: 'open', points: corners.join(' ') });
  }
  const [name, r] = variant === 'typo' ? ['mark', '5.5'] : ['open', '3.5'];
  return element('circle', { class: name, cx: coordinate(x), cy: coordinate(y), r });
}

function rule(x1: number, y1: number, x2: number, y2: number): XmlMarkup {
  const ends = { x1, y1, x2, y2 };
  const attributes = Object.entries(ends).map(
    ([name, value]) => [name, coordinate(value)] as const,
  );
  return element('line', { class: 'rule', ...Object.fromEntries(attributes) });
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly name?: string;
}

function words({ x, y, anchor, name }: Place, text: string): XmlMarkup {
  const place = { x: coordinate(x), y: coordinate(y), 'text-anchor': anchor };
  return element('text', { class: name ?? null, ...place }, text);
}

function coordinate(value: number): string {
  return String(Math.round(value * 10) / 10);
}
