import type { Spread } from '#src/tools/bench/search/metrics.ts';
import type { BuiltIndex } from './build-index.ts';

/** How queries are written: as remembered, with one typo, with the last word cut to four letters. */
export const variants = ['exact', 'typo', 'prefix'] as const;

export type Variant = (typeof variants)[number];

/** What answers cost. Bytes are those of bodies as sent. */
export interface Cost {
  readonly bytes: Spread;
  readonly milliseconds: Spread;
}

export interface Quality {
  /** Mean reciprocal rank of the article that was meant, among the first ten. */
  readonly meanReciprocalRank: number;
  /** Share of queries that have it among the first ten. */
  readonly success: number;
  /** Share of queries that find nothing at all. */
  readonly empty: number;
}

/** How queries of one kind were answered. */
export interface Answers {
  readonly quality: Quality;
  /** Of further queries in a page in which others were asked before. */
  readonly further: Cost;
  /** Milliseconds until the same is answered once more. */
  readonly warm: Spread;
}

export interface Measurement {
  readonly name: string;
  readonly title: string;
  readonly articles: number;
  readonly index: BuiltIndex;
  readonly answers: Readonly<Partial<Record<Variant, Answers>>>;
  /** Of the first query in a browser that has loaded nothing yet. */
  readonly first: Readonly<Record<'exact' | 'typo', Cost>>;
  readonly cranfield: Cranfield | null;
}

export interface Cranfield {
  /** nDCG@10. */
  readonly normalisedGain: number;
  readonly empty: number;
}

/** An engine that could not be measured, and why. */
export interface Failure {
  readonly title: string;
  readonly articles: number;
  readonly reason: string;
}
