/** Makes a handler that does in place what a link leads to, but for clicks that ask for a new tab. */
export function followHere(act: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    act();
  };
}
