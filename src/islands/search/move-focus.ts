/** Moves the focus from the box to the first result, if there is one. */
export function moveFocusInto(links: readonly HTMLElement[], event: KeyboardEvent): void {
  const [first] = links;
  if (event.key !== 'ArrowDown' || !first) return;
  event.preventDefault();
  first.focus();
}

/** Moves the focus from result to result, and back to the box. */
export function moveFocusAmong(
  links: readonly HTMLElement[],
  box: HTMLElement,
  event: KeyboardEvent,
): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  // In a <select> these keys have their own sense.
  if (event.key === 'Escape' && !(event.target instanceof HTMLSelectElement)) box.focus();
  const at = links.findIndex((link) => link === event.target);
  if (at === -1) return;
  const steps: Readonly<Record<string, HTMLElement | undefined>> = {
    ArrowDown: links[at + 1],
    ArrowUp: links[at - 1] ?? box,
    Home: links[0],
    End: links.at(-1),
  };
  const to = steps[event.key];
  if (!to) return;
  event.preventDefault();
  to.focus();
}
