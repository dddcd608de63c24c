import { render } from 'preact';
import '#src/styles/tokens.css';
import '#src/styles/base.css';
import { Comments } from '#src/islands/Comments.tsx';

/** The page that tests of comments visit. */
const island = document.getElementById('island');
if (island) {
  render(<Comments article="en/ferry" heading="Comments" link="Read and write comments" />, island);
}
