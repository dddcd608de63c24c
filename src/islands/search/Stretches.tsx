import { Fragment, type VNode } from 'preact';
import type { Stretch } from '#src/shared/search/search-answer.ts';

export interface Props {
  stretches: readonly Stretch[];
}

/** A text with its matches marked. */
export function Stretches({ stretches }: Props): VNode {
  return (
    <>
      {stretches.map(({ text, isMatch }, index) =>
        isMatch ? <mark key={index}>{text}</mark> : <Fragment key={index}>{text}</Fragment>,
      )}
    </>
  );
}
