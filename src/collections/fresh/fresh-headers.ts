import { anyTag, isContentfulId, missingTag, tagOf } from '#src/shared/contentful-tags.ts';
import type { Finding } from './find-fresh.ts';

/** For how long the CDN may answer by itself, in seconds. */
interface Lasting {
  /** Without asking anybody. */
  readonly maxAge: number;
  /** While it has it made anew. */
  readonly staleWhileRevalidate: number;
}

const dayInSeconds = 24 * 60 * 60;
/** Contentful tells of every change: what it does not tell of is the same. */
const told: Lasting = { maxAge: dayInSeconds, staleWhileRevalidate: 7 * dayInSeconds };
/** Nobody tells. */
const untold: Lasting = { maxAge: 60, staleWhileRevalidate: 7 * dayInSeconds };
/** It may be otherwise in a moment. */
const unsure: Lasting = { maxAge: 30, staleWhileRevalidate: 300 };
const missing: Lasting = { maxAge: 300, staleWhileRevalidate: 60 };

/** More would be too long a header. Whatever changes, pages of so many parts are made anew. */
const mostTags = 100;

/**
 * What an answer is sent with: browsers ask each time, the CDN keeps it under the names of all that it
 * is made of.
 *
 * @param isTold Whether Contentful tells this site of changes.
 */
export function freshHeaders(
  finding: Finding,
  { isTold, now }: { readonly isTold: boolean; readonly now: Date },
): Record<string, string> {
  if (finding.kind === 'down') return { 'Cache-Control': 'no-store', 'Retry-After': '30' };
  const { maxAge, staleWhileRevalidate } = lastingOf(finding, { isTold, now });
  const tags = tagsOf(finding);
  return {
    'Cache-Control': 'public, max-age=0, must-revalidate',
    'Netlify-CDN-Cache-Control': `public, durable, max-age=${maxAge}, stale-while-revalidate=${staleWhileRevalidate}`,
    'Netlify-Cache-Tag': tags.join(','),
    // Nothing depends on the query: strangers do not have a page made anew by adding one.
    'Netlify-Vary': 'query=-',
  };
}

type Kept = Exclude<Finding, { kind: 'down' }>;

function lastingOf(
  finding: Kept,
  { isTold, now }: { readonly isTold: boolean; readonly now: Date },
): Lasting {
  if (finding.kind === 'flat' && !finding.isSure) return unsure;
  if (finding.kind !== 'missing') return isTold ? told : untold;
  const { until } = finding;
  if (until === null) return missing;
  const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
  return { maxAge: Math.max(1, Math.min(missing.maxAge, seconds)), staleWhileRevalidate: 0 };
}

function tagsOf(finding: Kept): string[] {
  const { kind } = finding;
  // What is written into a link may be any text.
  const uses = finding.uses.filter(isContentfulId);
  const named = uses.length > mostTags ? [uses[0] ?? '', anyTag] : uses;
  const tags = named.map((one) => (one === anyTag ? anyTag : tagOf(one)));
  return kind === 'missing' ? [...tags, missingTag] : tags;
}
