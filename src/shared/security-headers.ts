/**
 * Headers that every answer carries, from the CDN (by `_headers`) and from functions (in code, since
 * Netlify applies `_headers` to files only). The Content Security Policy is added to these: its
 * hashes are known when the site is built.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Strict-Transport-Security': 'max-age=63072000',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
};

/**
 * The policy's directives beside those for scripts and styles, which Astro writes with the hashes of
 * what it built.
 */
export const contentSecurityDirectives = [
  "default-src 'none'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "media-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
] as const;

/** Directives that count in a header only, not in a <meta> element. */
export const headerOnlyDirectives = ["frame-ancestors 'none'"] as const;
