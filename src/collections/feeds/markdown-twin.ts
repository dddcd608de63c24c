import { readBody } from '#src/collections/bodies.ts';
import type { MarkdownTwinView } from '#src/collections/views/markdown-twin.ts';

/** Writes an article as Markdown: front matter, headline, standfirst, text. */
export async function writeMarkdownTwin(view: MarkdownTwinView): Promise<string> {
  const { title, description, bodyDigest, membersText } = view;
  const text = bodyDigest === null ? membersText : (await readBody(bodyDigest)).markdown;
  return `${frontMatter(view)}\n# ${escapeMarkdown(title)}\n\n_${escapeMarkdown(description)}_\n\n${text}\n`;
}

function frontMatter(view: MarkdownTwinView): string {
  const { title, description, url, locale, publishedAt, updatedAt, authors, topics } = view;
  const fields = {
    title,
    description,
    url,
    language: locale,
    publishedAt,
    updatedAt,
    authors,
    topics,
  };
  const lines = Object.entries({ ...fields, licence: view.licence })
    .filter(([, value]) => value !== null)
    // JSON is YAML, and needs no thought about quotes.
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
  return `---\n${lines.join('')}---\n`;
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#]/g, String.raw`\$&`);
}
