import type { VNode } from 'preact';
import type { SearchAnswer } from '#src/shared/search/search-answer.ts';
import type { SearchWords } from '#src/shared/strings/search-words.ts';
import { Asked } from './Asked.tsx';
import { fillWithNodes } from './language.ts';

export interface Props {
  unknown: SearchAnswer['unknown'];
  words: SearchWords;
}

/** Which of the values in the address mean nothing here. They have no other effect. */
export function Unknown({ unknown, words }: Props): VNode | null {
  if (unknown.length === 0) return null;
  return (
    <div class="notice">
      {unknown.map(({ name, value }) => (
        <p key={`${name} ${value}`}>
          {fillWithNodes(words[`unknown.${name}`], { value: <Asked text={value} /> })}
        </p>
      ))}
    </div>
  );
}
