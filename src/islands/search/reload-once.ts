/*
 * A page that is older than the index cannot search it; loading it again mends that, unless
 * something else is wrong. So it is done once: the mark that it was done is `search-reloaded` in
 * session storage, or where that is blocked in the address, and is taken away when a search worked.
 */
const name = 'search-reloaded';

/** Whether this page was loaded again; it is not a second time, until a search worked. */
let wasReloaded = isMarked();

/** Loads the page again, if that has not been tried. Answers whether it does. */
export function reloadOnce(): boolean {
  if (wasReloaded) return false;
  try {
    sessionStorage.setItem(name, '1');
    location.reload();
  } catch {
    const url = new URL(location.href);
    url.searchParams.set(name, '1');
    location.replace(url);
  }
  return true;
}

export function forgetReload(): void {
  wasReloaded = false;
  try {
    sessionStorage.removeItem(name);
  } catch {
    // The mark is in the address, and goes with the next question.
  }
}

function isMarked(): boolean {
  try {
    if (sessionStorage.getItem(name) !== null) return true;
  } catch {
    // It would be in the address.
  }
  return new URLSearchParams(location.search).has(name);
}
