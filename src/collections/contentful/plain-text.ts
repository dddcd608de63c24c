/** The words of a rich text, as one line. Any JSON may come in: what is no text adds nothing. */
export function plainTextOf(document: unknown): string {
  const words: string[] = [];
  // A stack of its own: documents may be nested deeper than calls may be.
  const rest: unknown[] = [document];
  while (rest.length > 0) {
    const node = rest.pop();
    if (typeof node !== 'object' || node === null) continue;
    const { nodeType, value, content } = node as Record<string, unknown>;
    if (typeof value === 'string') words.push(value);
    if (typeof nodeType === 'string' && nodeType !== 'text') words.push(' ');
    if (Array.isArray(content)) for (const one of content.toReversed()) rest.push(one);
  }
  return words.join('').replaceAll(/\s+/g, ' ').trim();
}

export function isRichText(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, 'nodeType') &&
    Reflect.get(value, 'nodeType') === 'document'
  );
}
