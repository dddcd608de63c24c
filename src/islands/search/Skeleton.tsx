import type { VNode } from 'preact';

export interface Props {
  /** Says that it is being searched. */
  label: string;
}

/** Stands where results will be. Hidden by the style sheet where results were served. */
export function Skeleton({ label }: Props): VNode {
  return (
    <div class="skeleton">
      <p class="visually-hidden">{label}</p>
      <i />
      <i />
      <i />
    </div>
  );
}
