import styles from './comments.css?url&no-inline';

/** Fetches what comments look like, once somebody sees them: articles would be heavier by it. */
export function loadStyles(): Promise<void> {
  return new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = styles;
    // Without it comments are plain, and there.
    link.onload = link.onerror = () => resolve();
    document.head.append(link);
  });
}
