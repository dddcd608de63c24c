import { domainToASCII } from 'node:url';
import { isEmailValid } from '@hapi/address';

/*
 * Which addresses are taken: those that mail on the internet can be sent to and that people have.
 * The local part is a dot-atom of ASCII (RFC 5321), at most 64 characters; no quoted strings,
 * comments, or addresses of machines in brackets. The domain has at least two labels, those in
 * other scripts as IDNA writes them. All is kept in small letters: no mail server that people use
 * tells `Ann@` from `ann@`, and two mails for one person would be one too many. It is at most 254 characters in all
 * (RFC 3696, erratum 1690).
 */

const longest = 254;
const longestLocalPart = 64;

/** The address in the form that it is kept in; null where it is none. */
export function parseMailAddress(written: string): string | null {
  // Pasted with a space around it, it is still one; with a line break it may be an attempt.
  const address = written.replace(/^[ \t]+|[ \t]+$/gu, '');
  // Else the domain would lose them silently.
  if (/\p{Cc}/u.test(address)) return null;
  const at = address.lastIndexOf('@');
  // Before anything looks at it closely: what is long is no address.
  if (at < 1 || address.length > longest * 2) return null;
  const local = address.slice(0, at).toLowerCase();
  const domain = domainToASCII(address.slice(at + 1));
  const whole = `${local}@${domain}`;
  if (domain === '' || domain.endsWith('.') || whole.length > longest) return null;
  if (local.length > longestLocalPart || !isRegistrable(domain)) return null;
  // Which top-level domains there are changes faster than any list.
  const options = { allowUnicode: false, minDomainSegments: 2 };
  return isEmailValid(whole, options) ? whole : null;
}

/** Names of machines are no names of domains, nor are those of networks that the internet does not have. */
function isRegistrable(domain: string): boolean {
  const labels = domain.split('.');
  const last = labels.at(-1) ?? '';
  if (/^\d+$/u.test(last)) return false;
  return labels.every((label) => label.length <= 63);
}

/** The domain of an address that was parsed. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** `j***@e***.org`: enough to recognise one's own address, too little to learn another's. */
export function maskAddress(address: string): string {
  const [local = '', domain = ''] = [address.slice(0, address.lastIndexOf('@')), domainOf(address)];
  const dot = domain.lastIndexOf('.');
  return `${local.slice(0, 1)}***@${domain.slice(0, 1)}***${domain.slice(dot)}`;
}
