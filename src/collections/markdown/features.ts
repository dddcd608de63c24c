import type { Features } from 'satteri';

/** Changes whenever the same Markdown would be rendered differently: rendered bodies are named by it. */
export const pipelineVersion = 'm2';

/** Marks of Markdown that authors have, beside CommonMark. */
export const markdownFeatures: Features = {
  gfm: true,
  frontmatter: false,
  smartPunctuation: true,
};

/** The same marks for a look at the source, where every character stands as its author wrote it. */
export const sourceFeatures: Features = { ...markdownFeatures, smartPunctuation: false };
