import { PictureError } from './picture-error.ts';

/*
 * A drawing (SVG) is served as it is, so it must not hold what would run if it were opened by itself.
 * The Content Security Policy would stop it; a file that needs stopping is not to be published.
 */

/**
 * Elements that run or hold foreign pages; entities, attribute defaults and style sheets of XML (XSLT
 * makes elements), which could spell any of them.
 */
const activeMarkup =
  /<\s*(?:[^\s<>"'/:]+:)?(?:script|foreignobject|iframe|embed|object|handler)\b|<!(?:entity|attlist)|<\?xml-stylesheet/i;
/** One tag, `>` in quotes being part of it. */
const tag = /<(?:"[^"]*"|'[^']*'|[^"'>])*>/g;
const eventHandler = /[\s"'/]on\w+\s*=/i;
const scriptAddress = /(?:java|vb)script\s*:/i;
/** Elements of HTML under any prefix: `<h:meta http-equiv="refresh">` would lead away. */
const foreignPage = /=\s*["']\s*http:\/\/www\.w3\.org\/1999\/xhtml/i;
/** Pictures, parts and styles of other places. Links are for people to follow. */
const foreignResource =
  /<\s*(?:[^\s<>"'/:]+:)?(?:image|use|feimage|link|meta|base|form)\b[^>]*\bhref\s*=\s*["']?\s*(?:https?:)?\/\/|@import|url\(\s*["']?\s*(?:https?:)?\/\//i;

/** @throws {PictureError} where the drawing could run something or hides what it holds. */
export function checkDrawing(bytes: Uint8Array): void {
  const text = readDrawing(bytes);
  const found =
    activeMarkup.exec(text)?.[0] ??
    findInTags(text) ??
    foreignResource.exec(text)?.[0].slice(0, 60);
  if (found === undefined) return;
  throw new PictureError(
    `a drawing with active content (${found.trim()})`,
    'an SVG without scripts, event handlers, entities, foreign objects, HTML or anything loaded from elsewhere',
  );
}

/** Looks in tags only: a drawing may well say "JavaScript: 0 kB". */
function findInTags(text: string): string | undefined {
  for (const [whole] of text.matchAll(tag)) {
    const spelled = withCharacterReferences(whole);
    const found =
      eventHandler.exec(whole) ?? scriptAddress.exec(spelled) ?? foreignPage.exec(spelled);
    if (found) return found[0];
  }
  return undefined;
}

/** In another encoding, or compressed, a drawing could hold what is not seen here. */
function readDrawing(bytes: Uint8Array): string {
  const refusal = [
    'a drawing that is not plain UTF-8 text',
    'an SVG saved in the encoding UTF-8',
  ] as const;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new PictureError(...refusal, { cause });
  }
  const encoding = /^<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)/i.exec(text)?.[1] ?? 'utf-8';
  if (text.includes('\0') || !/^(?:utf-8|us-ascii)$/i.test(encoding))
    throw new PictureError(...refusal);
  return text;
}

/** Spells out `&#106;`, `&#x6A;` and the like, and drops what browsers skip in addresses. */
function withCharacterReferences(text: string): string {
  const spelled = text.replaceAll(/&#(x[0-9a-f]+|\d+);?/gi, (whole, code: string) => {
    const point = /^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number(code);
    return point <= 0x10_ff_ff ? String.fromCodePoint(point) : whole;
  });
  return spelled.replaceAll(/[\t\n\r]/g, '');
}
