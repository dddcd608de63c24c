import { holdPlace } from './place.ts';

/** Takes away what a function put into the page for readers without JavaScript. */
export function clearServedResults(): void {
  const served = document.getElementById('results');
  if (!served?.hasChildNodes()) return;
  holdPlace();
  served.replaceChildren();
}
