import type { Refusal } from '#netlify/lib/endpoint/refusal.ts';
import { html } from '#src/shared/html.ts';
import { answerPage } from './account-page.ts';
import { readAccountSettings, type AccountSite } from './account-site.ts';
import { wordsOfProblem } from './problems.ts';

interface Refused {
  readonly site: AccountSite;
  readonly locale: string | null;
}

/** What somebody sees whose request could not be read at all, or not be answered now. */
export async function refusalPage(refusal: Refusal, { site, locale }: Refused): Promise<Response> {
  const settings = await readAccountSettings(site, locale);
  const body = html`<p class="notice" role="alert">${wordsOfProblem(refusal, settings)}</p>`;
  const { status, headers } = refusal;
  return answerPage({ site, settings }, { title: settings.words.title, body, status, headers });
}
