import { expect, type BrowserContext, type Locator, type Page } from '@playwright/test';
import type { Database } from '#netlify/lib/database/open-database.ts';
import { signIn } from './accounts.ts';

/** Comments under an article, as end-to-end tests come to them. */
export function commentsOn(page: Page): Locator {
  return page.locator('section.comments');
}

/** Goes to the comments of the article at `address`, and waits until they are there. */
export async function seeComments(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await commentsOn(page).scrollIntoViewIfNeeded();
  const show = page.getByRole('button', { name: /Show comments/u });
  const shown = commentsOn(page).locator('.thread');
  await expect(show.or(shown)).toBeAttached();
  if (await show.isVisible()) await show.click();
  await expect(shown).toBeAttached();
}

/** Gives a browser the cookies of somebody who is signed in at `url`. */
export async function enter(
  context: BrowserContext,
  visitor: { readonly name: string; readonly address: string },
  { database, url }: { readonly database: Database; readonly url: string },
): Promise<void> {
  const { cookie } = await signIn(database, visitor);
  const cookies = cookie.split('; ').map((one) => {
    const at = one.indexOf('=');
    return { name: one.slice(0, at), value: one.slice(at + 1), url };
  });
  await context.addCookies(cookies);
}
