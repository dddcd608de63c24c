import type { MarkdownTwinView } from '#src/collections/views/markdown-twin.ts';

/**
 * Writes an article as Markdown: front matter, headline, standfirst, text.
 *
 * @param body Its text in Markdown; null where that is for members.
 */
export function writeMarkdownTwin(view: MarkdownTwinView, body: string | null): string {
  const { title, description, membersText } = view;
  const text = body ?? membersText;
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
