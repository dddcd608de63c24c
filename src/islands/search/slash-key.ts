/*
 * The / key leads to the search box. WCAG 2.1.4 asks that a key without Ctrl or Alt can be switched
 * off: who speaks to a computer sets keys off by chance. Remembered in local storage under
 * `search-slash`, for good; where that is blocked the key stays on.
 */
const name = 'search-slash';

export function isSlashKeyOn(): boolean {
  try {
    return localStorage.getItem(name) !== 'off';
  } catch {
    return true;
  }
}

export function switchSlashKey(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(name);
    else localStorage.setItem(name, 'off');
  } catch {
    // Nothing can be remembered here.
  }
}
