import type { Features } from 'satteri';

/** Changes whenever the same Markdown would be rendered differently: rendered bodies are named by it. */
export const pipelineVersion = 'm1';

/** Marks of Markdown that authors have, beside CommonMark. */
export const markdownFeatures: Features = {
  gfm: true,
  frontmatter: false,
  smartPunctuation: true,
};
