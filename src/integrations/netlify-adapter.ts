import netlify from '@astrojs/netlify';
import type { AstroIntegration } from 'astro';

/**
 * Astro's adapter for Netlify, without its list of headers: it would write a rule for each page into
 * the deploy's configuration (a megabyte for 2,000 pages), where `headers.ts` writes one for all.
 */
export function netlifyAdapter(): AstroIntegration {
  const adapter = netlify({ staticHeaders: true, imageCDN: false, devFeatures: false });
  const { 'astro:build:generated': _leftToHeaders, ...hooks } = adapter.hooks;
  return { ...adapter, hooks };
}
