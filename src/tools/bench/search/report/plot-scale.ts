import {
  variants,
  type Measurement,
  type Variant,
} from '#src/tools/bench/search/measuring/measurement.ts';

/** Where the plot is on its paper. */
export const plotSize = {
  width: 720,
  height: 460,
  left: 56,
  right: 688,
  top: 72,
  bottom: 400,
} as const;

interface Mark {
  readonly variant: Variant;
  readonly value: number;
  readonly y: number;
}

export interface PlacedPoint {
  readonly title: string;
  readonly isOurs: boolean;
  readonly kilobytes: number;
  readonly x: number;
  readonly marks: readonly Mark[];
  /** Beside the mark of queries with a typo, on the side with more room. */
  readonly label: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' };
}

interface Placed {
  readonly points: readonly PlacedPoint[];
  readonly columns: readonly { readonly x: number; readonly label: string }[];
  readonly lines: readonly { readonly y: number; readonly label: string }[];
}

/** Computes where everything stands. What was not asked with typos has no place. */
export function placePoints(measured: readonly Measurement[]): Placed {
  const shown = measured.filter(({ answers }) => answers.typo !== undefined);
  const sizes = shown.map(({ first }) => first.exact.bytes.median / 1000);
  const least = Math.floor(Math.log10(Math.min(100, ...sizes)));
  const most = Math.ceil(Math.log10(Math.max(1000, ...sizes)));
  const xOf = (kilobytes: number): number => {
    const share = (Math.log10(kilobytes) - least) / (most - least);
    return plotSize.left + share * (plotSize.right - plotSize.left);
  };
  const powers = Array.from({ length: most - least + 1 }, (_, index) => 10 ** (least + index));
  return {
    points: shown.map((one) => place(one, xOf)),
    columns: powers.map((power) => ({ x: xOf(power), label: power.toLocaleString('en') })),
    lines: [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => ({ y: yOf(value), label: value.toFixed(1) })),
  };
}

function yOf(value: number): number {
  return plotSize.bottom - value * (plotSize.bottom - plotSize.top);
}

function place(
  { name, title, first, answers }: Measurement,
  xOf: (kilobytes: number) => number,
): PlacedPoint {
  const kilobytes = first.exact.bytes.median / 1000;
  const x = xOf(kilobytes);
  const marks = variants.flatMap((variant): Mark[] => {
    const value = answers[variant]?.quality.meanReciprocalRank;
    return value === undefined ? [] : [{ variant, value, y: yOf(value) }];
  });
  const y = (marks.find(({ variant }) => variant === 'typo')?.y ?? plotSize.bottom) + 5;
  const isFarRight = x > plotSize.left + 0.75 * (plotSize.right - plotSize.left);
  const label = isFarRight
    ? ({ x: x - 11, y, anchor: 'end' } as const)
    : ({ x: x + 11, y, anchor: 'start' } as const);
  return { title, isOurs: name === 'broadsheet', kilobytes, x, marks, label };
}
