import { pageTitle } from '#src/shared/search/results-in-words.ts';
import type { SearchWords } from '#src/shared/strings/search-words.ts';

const element = document.querySelector('title');
/** What the page is called where nothing is asked: a function that has written a question before it says so. */
const page = element?.dataset['page'] ?? document.title;

/** Names what is asked in the page's title: in tabs and in the history. */
export function writePageTitle(text: string, words: SearchWords): void {
  document.title = pageTitle({ words }, text, page);
}
