import type { ClientDirective } from 'astro';

declare module 'astro' {
  interface AstroClientDirectives {
    /** Wakes an island that is in view, or at once where the address asks something. */
    'client:asked'?: boolean;
  }
}

/**
 * Wakes an island when it comes into view, as `client:visible` does, and at once where the address
 * asks something: a reader who comes back to results further down would not see the box. It is
 * bundled into the page by itself and imports nothing.
 */
const whenAsked: ClientDirective = async (load, _options, island) => {
  if (location.search === '') await inView(island);
  const hydrate = await load();
  await hydrate();
};

function inView(island: HTMLElement): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      resolve();
    });
    // The island's own element has no box.
    for (const child of island.children) observer.observe(child);
  });
}

export default whenAsked;
