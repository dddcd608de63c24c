import mjml, { type MjmlNode } from 'mjml';

/*
 * MJML as data: a mail is made of nested components, and MJML writes the tables that mail programs
 * understand. What is put into them is HTML, so whoever puts it there has escaped it.
 */

type Attributes = Readonly<Record<string, string>>;

/** A component that holds others. */
export function node(
  tagName: string,
  attributes: Attributes,
  ...children: readonly MjmlNode[]
): MjmlNode {
  return { tagName, attributes, children };
}

/** A component that holds HTML. */
export function leaf(tagName: string, attributes: Attributes, content: string): MjmlNode {
  return { tagName, attributes, content };
}

/**
 * Writes a mail as HTML.
 *
 * @throws where MJML finds a mistake in it: a mail is made by the build, which stops.
 */
export async function compile(mail: MjmlNode): Promise<string> {
  // Without its own fonts, which would be fetched from elsewhere.
  const { html } = await mjml(mail, { validationLevel: 'strict', fonts: {} });
  return html.trim().replaceAll(/\s*\n\s*/g, '\n');
}
