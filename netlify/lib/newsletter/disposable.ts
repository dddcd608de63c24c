import mailChecker from 'mailchecker';
import type { NewsletterSettings } from '#src/shared/newsletter/newsletter-settings.ts';
import { domainOf } from './mail-address.ts';

/** Whether an address is one to be thrown away after use. What the owner says counts first. */
export function isDisposable(
  address: string,
  { allowed, refused }: NewsletterSettings['domains'],
): boolean {
  const domains = withParents(domainOf(address));
  if (domains.some((domain) => allowed.includes(domain))) return false;
  const known = mailChecker.blacklist();
  return domains.some((domain) => refused.includes(domain) || known.has(domain));
}

/** `a.b.org`, `b.org`, `org`. */
function withParents(domain: string): string[] {
  const labels = domain.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
}
