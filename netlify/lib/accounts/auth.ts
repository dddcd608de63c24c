import { createHmac, randomBytes } from 'node:crypto';
import { passkey } from '@better-auth/passkey';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { magicLink } from 'better-auth/plugins/magic-link';
import {
  accounts,
  passkeys,
  sessions,
  users,
  verifications,
} from '#netlify/database/schema/accounts.ts';
import { cookieName } from '#src/shared/cookie-names.ts';
import type { Database } from '#netlify/lib/database/open-database.ts';
import { readGitHubSettings, readSecret } from '#netlify/lib/env.ts';
import { noteFailure, noteMail } from './call-auth.ts';
import { hashSessionTokens } from './hashed-sessions.ts';
import { gitHubProvider } from './github.ts';
import { hashLinkToken } from './mailed-link.ts';
import { passwordLength } from './password-rules.ts';
import { takeOver } from './unproven.ts';

/** Where accounts are: what decides over names of cookies and where GitHub leads back to. */
export interface AuthPlace {
  readonly isSecure: boolean;
  /**
   * Where the publication is, without a slash at the end. Left out where nothing but a session is
   * looked at: then it does not matter.
   */
  readonly address?: string;
}

export type Auth = ReturnType<typeof makeAuth>;

const day = 24 * 60 * 60;

export const lifetimesInSeconds = {
  /** Of a session after it was last seen. */
  idle: 14 * day,
  /** Within this time after signing in nobody is asked who they are once more. */
  fresh: 60 * 60,
  confirmation: day,
  signInLink: 15 * 60,
  resetLink: 60 * 60,
} as const;

/** One for each database and place: making one reads all of its settings. */
const made = new WeakMap<Database, Map<string, Auth>>();

/** better-auth as this publication uses it. */
export function openAuth(database: Database, place: AuthPlace): Auth {
  const ofDatabase = made.get(database) ?? new Map<string, Auth>();
  made.set(database, ofDatabase);
  const key = JSON.stringify([place, readSecret(), readGitHubSettings()]);
  const before = ofDatabase.get(key);
  if (before) return before;
  const auth = makeAuth(database, place);
  ofDatabase.set(key, auth);
  return auth;
}

// Its type is what better-auth makes of these very options.
// oxlint-disable-next-line typescript/explicit-function-return-type
function makeAuth(database: Database, { isSecure, address }: AuthPlace) {
  const baseURL = address ?? `${isSecure ? 'https' : 'http'}://localhost`;
  const gitHub = readGitHubSettings();
  return betterAuth({
    baseURL,
    basePath: '/api/auth',
    // One key for each use of the secret.
    secret: createHmac('sha256', readSecret()).update('accounts').digest('hex'),
    trustedOrigins: [baseURL],
    database: hashSessionTokens(
      drizzleAdapter(database, {
        provider: 'pg',
        schema: {
          user: users,
          session: sessions,
          account: accounts,
          verification: verifications,
          passkey: passkeys,
        },
        transaction: true,
      }),
    ),
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      autoSignIn: false,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: lifetimesInSeconds.resetLink,
      // Who could read the mail has the address, whoever made the account.
      onPasswordReset: ({ user }) =>
        takeOver(database, { id: user.id, isProven: user.emailVerified }),
      sendResetPassword: ({ user, token }) => noteMail({ name: 'reset', to: user.email, token }),
      onExistingUserSignUp: ({ user }) => noteMail({ name: 'known', to: user.email, token: null }),
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      autoSignInAfterVerification: false,
      expiresIn: lifetimesInSeconds.confirmation,
      sendVerificationEmail: ({ user, token }) =>
        noteMail({ name: 'sign-up', to: user.email, token }),
    },
    session: {
      expiresIn: lifetimesInSeconds.idle,
      updateAge: day,
      freshAge: lifetimesInSeconds.fresh,
      // Who signs out is out, at once and everywhere.
      cookieCache: { enabled: false },
    },
    account: {
      // Who has an account here says so first, and then brings one from elsewhere.
      accountLinking: { enabled: true, disableImplicitLinking: true },
    },
    verification: { storeIdentifier: 'hashed' },
    user: { changeEmail: { enabled: false }, deleteUser: { enabled: false } },
    databaseHooks: {
      session: {
        create: {
          before: async ({ userAgent, ...session }) => ({
            data: {
              ...session,
              token: randomBytes(32).toString('base64url'),
              userAgent: userAgent?.slice(0, 300) ?? null,
            },
          }),
        },
      },
      account: {
        create: { before: async (account) => ({ data: { ...account, ...withoutKeys } }) },
        update: { before: async (account) => ({ data: { ...account, ...withoutKeys } }) },
      },
      user: {
        create: { before: async (user) => ({ data: { ...user, image: null } }) },
      },
    },
    plugins: [
      magicLink({
        expiresIn: lifetimesInSeconds.signInLink,
        storeToken: { type: 'custom-hasher', hash: async (token) => hashLinkToken(token) },
        generateToken: () => randomBytes(32).toString('base64url'),
        sendMagicLink: ({ email, token }) => noteMail({ name: 'sign-in', to: email, token }),
      }),
      passkey({
        rpID: new URL(baseURL).hostname,
        rpName: new URL(baseURL).hostname,
        origin: new URL(baseURL).origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        advanced: { webAuthnChallengeCookie: 'passkey' },
        // The library takes a device's word that nobody had to unlock it.
        registration: {
          afterVerification: async ({ verification }) =>
            requireUnlocked(verification.registrationInfo?.userVerified),
        },
        authentication: {
          afterVerification: async ({ verification }) =>
            requireUnlocked(verification.authenticationInfo.userVerified),
        },
      }),
      ...(gitHub === null ? [] : [genericOAuth({ config: [gitHubProvider(gitHub, database)] })]),
    ],
    // Counted by ours, in the database, with addresses and clients as hashes.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // It would write values into the log; whoever called writes what was thrown, without them.
    logger: { level: 'error', log: noteFailure },
    onAPIError: {
      errorURL: `${baseURL}/account/`,
      onError: (error) => noteFailure('error', 'thrown', error),
    },
    advanced: {
      ipAddress: { disableIpTracking: true },
      // Else `__Secure-` would come before the names.
      useSecureCookies: false,
      defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
      cookies: {
        session_token: { name: cookieName('session', isSecure) },
        state: { name: cookieName('state', isSecure), attributes: { maxAge: 600 } },
        passkey: { name: cookieName('passkey', isSecure) },
      },
    },
  });
}

/** A passkey stands for a password and what one owns: who holds the device alone has one of two. */
function requireUnlocked(isUnlocked: boolean | undefined): undefined {
  if (isUnlocked !== true) throw new APIError('UNAUTHORIZED', { message: 'Unlock the device.' });
}

/** Keys to somebody's account elsewhere are not kept: they were needed once. */
const withoutKeys = {
  accessToken: null,
  refreshToken: null,
  idToken: null,
  accessTokenExpiresAt: null,
  refreshTokenExpiresAt: null,
} as const;
