import { addressOf, pathOf } from './pictures.ts';
import type { ArticleReading } from './reading.ts';

const address = /(!\[[^\]\n]*\]\(\s*<?)?((?:https?:)?\/\/[^\s<>"'()]+)/g;

/**
 * In Markdown written at Contentful, pictures stand with the address of the Images API. Those of this
 * space get our own, and where nothing describes one, what its asset says of it.
 */
export function linkAssets(markdown: string, reading: ArticleReading): string {
  return markdown.replaceAll(address, (whole, image: string | undefined, url: string) => {
    const known = findAsset(url, reading);
    if (!known) return whole;
    if (known.kind === 'file') return (image ?? '') + known.url;
    const described = image?.replace(/^!\[\s*\]/, () => `![${escapeLabel(known.alt)}]`) ?? '';
    return described + known.picture.base;
  });
}

function findAsset(url: string, { space, asset }: ArticleReading) {
  const full = addressOf(url);
  if (!full) return null;
  const [, spaceId, id = ''] = full.pathname.split('/');
  if (spaceId !== space.id) return null;
  const known = asset(id);
  if (!known) return null;
  // An address of an older version of the file is another picture.
  if (known.kind === 'picture' && pathOf(full) !== known.picture.base) return null;
  return known;
}

function escapeLabel(text: string): string {
  return text.replaceAll(/[\\[\]]/g, String.raw`\$&`);
}
