import { stringify } from 'yaml';
import { articleFrontMatterSchema } from '#src/collections/schemas/articles.ts';
import type { ReadArticle } from './read-article.ts';

/** An article's picture as Broadsheet's front matter names it. */
export interface WrittenCover {
  readonly src: string;
  readonly alt: string;
  readonly caption: string | null;
  readonly credit: string | null;
}

/** What an article's file is made of beside what was read. */
export interface ArticleParts {
  readonly article: ReadArticle;
  readonly authors: readonly string[];
  readonly redirectFrom: readonly string[];
  readonly cover: WrittenCover | null;
  readonly body: string;
}

/** The file of an article, or what is wrong with its front matter. */
export function articleFile(
  parts: ArticleParts,
): { readonly text: string } | { readonly refusal: string } {
  const frontMatter = frontMatterOf(parts);
  const checked = articleFrontMatterSchema.safeParse(frontMatter);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return { refusal: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
  }
  const body = parts.body.replace(/^(?:[ \t]*\n)+/, '').trimEnd();
  return { text: `---\n${stringify(frontMatter, { lineWidth: 0 })}---\n\n${body}\n` };
}

function frontMatterOf({
  article,
  authors,
  redirectFrom,
  cover,
}: ArticleParts): Record<string, unknown> {
  return {
    title: article.title,
    description: article.description,
    publishedAt: article.publishedAt,
    ...(article.updatedAt === null ? {} : { updatedAt: article.updatedAt }),
    authors,
    topics: article.topics.map(({ id }) => id),
    ...(cover === null ? {} : { cover: withoutNulls(cover) }),
    ...(article.isDraft ? { draft: true } : {}),
    ...(article.canonicalUrl === null ? {} : { canonicalUrl: article.canonicalUrl }),
    ...(redirectFrom.length > 0 ? { redirectFrom } : {}),
    ...(article.allowsComments ? {} : { comments: false }),
  };
}

export function withoutNulls(record: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}
