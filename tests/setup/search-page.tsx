import { render } from 'preact';
import '#src/styles/tokens.css';
import '#src/styles/base.css';
import '#src/styles/search.css';
import { SearchBox } from '#src/islands/SearchBox.tsx';
import { makeSearchWords } from '#src/shared/strings/search-words.ts';
import { createWords } from '#src/shared/strings/translate.ts';

/** The page that tests of the search box visit: the box, and nothing else that runs. */
const island = document.getElementById('island');
if (island) {
  const words = makeSearchWords(createWords('en', {}), 'The Paper');
  render(<SearchBox locale="en" formats="en-GB" action="/search/" words={words} />, island);
}
