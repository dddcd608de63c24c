import { createComponent, renderTemplate } from 'astro/runtime/server/index.js';
import { createRenderInstruction } from 'astro/runtime/server/render/instruction.js';

export interface Props {
  /** When the page's islands wake. */
  readonly directive: 'asked' | 'visible';
}

/**
 * What wakes islands, put into the <head>. Astro writes it, once, before the first island of a page,
 * with a <style> that is not allowed there; it writes it here if it is asked for here first. The
 * compiler turns `client:asked` and `client:visible` into the very instructions that this makes.
 */
export const IslandRuntime = createComponent((_result, { directive }: Props) => {
  const hydration = { directive };
  // Astro reads no more of it than the directive.
  const instruction = createRenderInstruction({ type: 'directive', hydration } as Parameters<
    typeof createRenderInstruction
  >[0]);
  return renderTemplate`${instruction}`;
});
