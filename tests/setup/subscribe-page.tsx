import { render } from 'preact';
import '#src/styles/tokens.css';
import '#src/styles/base.css';
import '#src/styles/subscribe.css';
import { SubscribeForm } from '#src/islands/SubscribeForm.tsx';
import { createWords } from '#src/shared/strings/translate.ts';
import { makeSubscribeWords } from '#src/shared/strings/subscribe-words.ts';

/** The page that tests of the newsletter's form visit: two of them, in sections as on the site. */
const words = makeSubscribeWords(createWords('en', {}), 'The Paper');
for (const id of ['first', 'second']) {
  const island = document.getElementById(`island-${id}`);
  if (island)
    render(<SubscribeForm id={id} locale="en" source="/articles/a/" words={words} />, island);
}
