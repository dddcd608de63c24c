/**
 * Under which names browsers keep a session: the first where pages come by https, the second on the
 * owner's machine. Whoever sends one may be signed in; whoever sends none is not.
 */
export const sessionCookieNames = ['__Host-session', 'session'] as const;
