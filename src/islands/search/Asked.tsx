import type { VNode } from 'preact';

export interface Props {
  text: string;
}

/** What was asked, in the quotation marks of the page's language; it cannot turn the rest around. */
export function Asked({ text }: Props): VNode {
  return (
    <q>
      <bdi>{text}</bdi>
    </q>
  );
}
