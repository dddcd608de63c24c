/** Writing XML: text is always escaped, elements always closed. */

/** A piece of XML that is written as it is. */
export interface XmlMarkup {
  readonly xml: string;
}

type XmlContent = string | XmlMarkup | null | readonly XmlContent[];

/** An element. Attributes that are null are left out; children that are null too. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | null>>,
  ...children: readonly XmlContent[]
): XmlMarkup {
  const start = Object.entries(attributes)
    .flatMap(([key, value]) => (value === null ? [] : [` ${key}="${escapeXml(value)}"`]))
    .join('');
  const inside = children.map(write).join('');
  return { xml: inside === '' ? `<${name}${start}/>` : `<${name}${start}>${inside}</${name}>` };
}

/** A whole document. */
export function xmlDocument(root: XmlMarkup): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${root.xml}\n`;
}

function write(content: XmlContent): string {
  if (content === null) return '';
  if (typeof content === 'string') return escapeXml(content);
  return 'xml' in content ? content.xml : content.map(write).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Escapes what means something in XML and drops what may not stand in it at all (XML 1.0, 2.2). */
export function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? character);
}
