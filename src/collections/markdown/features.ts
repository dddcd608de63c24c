import type { Features } from 'satteri';

/** Changes whenever the same Markdown would be rendered differently: rendered bodies are named by it. */
export const pipelineVersion = 'm7';

/** Marks of Markdown that authors have, beside CommonMark, every character as they wrote it. */
export const sourceFeatures: Features = {
  gfm: true,
  frontmatter: false,
  smartPunctuation: false,
};

/** The same marks as English sets them. */
export const markdownFeatures: Features = { ...sourceFeatures, smartPunctuation: true };

/**
 * The same marks as they are set in a language: dashes and dots everywhere, quotation marks in
 * English only. The processor knows no other language's, and wrong ones are worse than straight ones.
 */
export function featuresFor(locale: string): Features {
  const quotes = new Intl.Locale(locale).language === 'en';
  return { ...sourceFeatures, smartPunctuation: { quotes, dashes: true, ellipses: true } };
}
