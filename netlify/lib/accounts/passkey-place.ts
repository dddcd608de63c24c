import { html, type Html } from '#src/shared/html.ts';

/*
 * The button for passkeys is an island, which the build makes; functions only put it to its place. It
 * learns what it is for from the mark that is added here.
 */

const island = /<div id="passkey-island"[^>]*>[\s\S]*?<\/astro-island>\s*<\/div>/u;
const place = /<div data-passkeys="(sign-in|add)"><\/div>/u;

/** Where a page has the button. */
export function passkeyPlace(mode: 'sign-in' | 'add'): Html {
  return html`<div data-passkeys="${mode}"></div>`;
}

/** The page with the button in its place; without one where it has none. */
export function putPasskeys(page: string): string {
  const [button = ''] = island.exec(page) ?? [];
  return page
    .replace(island, '')
    .replace(place, (_, mode: string) =>
      button.replace('<div id="passkey-island"', `<div id="passkey-island" data-mode="${mode}"`),
    );
}
