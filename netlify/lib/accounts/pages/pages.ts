import type { AccountPage } from '#netlify/lib/accounts/account-visit.ts';
import { deletedPage, deletePage, exportPage, newsletterPage } from './data.ts';
import { gitHubPage } from './github-start.ts';
import { enterPage, linkPage } from './link.ts';
import { homePage } from './overview.ts';
import {
  endOtherSessionsPage,
  endSessionPage,
  passwordPage,
  profilePage,
  removeGitHubPage,
  removePasskeyPage,
  signOutEverywherePage,
  signOutPage,
} from './own.ts';
import { newPasswordPage, resetPage } from './reset.ts';
import { signInPage } from './sign-in.ts';
import { confirmPage, signUpPage } from './sign-up.ts';

/** The pages of accounts, by the last part of their path under `/account/`. */
export const pages: Readonly<Record<string, AccountPage>> = {
  '': homePage,
  'sign-in': signInPage,
  'sign-up': signUpPage,
  confirm: confirmPage,
  link: linkPage,
  enter: enterPage,
  reset: resetPage,
  'new-password': newPasswordPage,
  github: gitHubPage,
  'github-remove': removeGitHubPage,
  profile: profilePage,
  password: passwordPage,
  'passkey-remove': removePasskeyPage,
  'session-end': endSessionPage,
  'sessions-end': endOtherSessionsPage,
  'sign-out': signOutPage,
  'sign-out-everywhere': signOutEverywherePage,
  newsletter: newsletterPage,
  export: exportPage,
  delete: deletePage,
  deleted: deletedPage,
};
