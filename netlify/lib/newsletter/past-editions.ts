import { sql } from 'drizzle-orm';
import type { EditionArticle } from '#netlify/database/schema/newsletter.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';

export interface PastEdition {
  readonly slug: string;
  readonly createdAt: Date;
  readonly articles: readonly EditionArticle[];
}

interface Row extends Record<string, unknown> {
  readonly slug: string;
  readonly created_at: string | Date;
  readonly articles: readonly EditionArticle[];
}

/** The newest editions in a language, newest first. */
export async function findEditions(
  database: Database,
  { locale, most }: { readonly locale: string; readonly most: number },
): Promise<PastEdition[]> {
  const found = await rowsOf<Row>(
    database,
    sql`select slug, created_at, articles from editions where locale = ${locale}
      order by created_at desc limit ${most}`,
  );
  return found.map(toEdition);
}

/** An edition by its part of the path; null where there is none. */
export async function findEdition(
  database: Database,
  { locale, slug }: { readonly locale: string; readonly slug: string },
): Promise<PastEdition | null> {
  const [found] = await rowsOf<Row>(
    database,
    sql`select slug, created_at, articles from editions where locale = ${locale} and slug = ${slug}`,
  );
  return found ? toEdition(found) : null;
}

function toEdition({ slug, created_at: createdAt, articles }: Row): PastEdition {
  return { slug, createdAt: new Date(createdAt), articles };
}
