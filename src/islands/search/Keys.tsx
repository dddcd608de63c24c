import type { VNode } from 'preact';
import type { SearchWords } from '#src/shared/strings/search-words.ts';
import { isSlashKeyOn, switchSlashKey } from './slash-key.ts';

export interface Props {
  words: SearchWords;
}

/** What keys do here, and the switch of the one that could be pressed by chance. */
export function Keys({ words }: Props): VNode {
  return (
    <p class="keys furniture">
      <span>{words.keys}</span>{' '}
      <label>
        <input
          type="checkbox"
          defaultChecked={isSlashKeyOn()}
          onChange={({ currentTarget }) => switchSlashKey(currentTarget.checked)}
        />
        {words['keys.slash']}
      </label>
    </p>
  );
}
