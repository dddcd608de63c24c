import { html, type Html } from '#src/shared/html.ts';
import type { AccountVisit } from './account-visit.ts';

/** What can go wrong with GitHub. Addresses name it, and pages say it in words of ours. */
const gitHubProblems = ['denied', 'unlinked', 'address', 'other', 'stale', 'failed'] as const;

export type GitHubProblem = (typeof gitHubProblems)[number];

/** What went wrong with GitHub on the way here; null where nothing did. */
export function gitHubNotice({ request, settings }: AccountVisit): Html | null {
  const named = new URL(request.url).searchParams.get('github');
  const problem = gitHubProblems.find((one) => one === named);
  if (problem === undefined) return null;
  return html`<p class="notice" role="alert">${settings.words[`github.error.${problem}`]}</p>`;
}
