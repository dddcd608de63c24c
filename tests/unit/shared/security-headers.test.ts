import { describe, expect, it } from 'vitest';
import {
  contentSecurityDirectives,
  headerOnlyDirectives,
  securityHeaders,
} from '#src/shared/security-headers.ts';

describe('the Content Security Policy', () => {
  const directives = [...contentSecurityDirectives, ...headerOnlyDirectives];

  it('allows nothing that it does not name, and no code of strangers', () => {
    expect(directives).toContain("default-src 'none'");
    expect(directives).toContain("base-uri 'none'");
    expect(directives).toContain("form-action 'self'");
    expect(directives).toContain("frame-ancestors 'none'");
    expect(directives).toContain("require-trusted-types-for 'script'");
    expect(directives.filter((one) => /unsafe|\*|https?:/.test(one))).toEqual([]);
  });

  it('allows data: for pictures only, which are their placeholders', () => {
    expect(directives.filter((one) => one.includes('data:'))).toEqual(["img-src 'self' data:"]);
  });

  it('names each directive once', () => {
    const names = directives.map((one) => one.split(' ')[0]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the headers of every answer', () => {
  it('are those that browsers know, each on one line', () => {
    expect(securityHeaders).toMatchObject({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'Strict-Transport-Security': 'max-age=63072000',
      'X-Frame-Options': 'DENY',
    });
    expect(Object.values(securityHeaders).filter((value) => /[\r\n]/.test(value))).toEqual([]);
  });
});
