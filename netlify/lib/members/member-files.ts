import { readFile } from 'node:fs/promises';
import path from 'node:path';

/*
 * The folder of members' articles: `integrations/member-articles.ts` writes it beside the site, and
 * `netlify.toml` has it carried by the one function that reads it. `files.json` in it names every
 * file. What strangers ask for is looked up there, so that no path of theirs is ever opened.
 */

const folder = path.resolve('.netlify/members');

/** The path of an article, decoded, and the name of what is asked for of it. */
export interface MemberFile {
  readonly article: string;
  readonly name: string;
}

/** The name of an article's page with its text. */
export const pageName = 'index.html';

/**
 * What an address asks for: an article's page (at its own address, or at the one for members) or a
 * picture in it. Null for addresses that are neither.
 */
export function memberFileAt(pathname: string): MemberFile | null {
  const parts = decodeParts(pathname);
  if (parts === null) return null;
  const [slug, members, name, ...more] = parts.slice(parts[0] === 'articles' ? 1 : 2);
  const home = parts.slice(0, parts[0] === 'articles' ? 1 : 2);
  const isArticle = home.at(-1) === 'articles' && slug !== undefined && more.length === 0;
  if (!isArticle || (members !== undefined && members !== 'members')) return null;
  return { article: `/${[...home, slug].join('/')}/`, name: name ?? pageName };
}

function decodeParts(pathname: string): string[] | null {
  try {
    const parts = pathname.split('/').filter(Boolean);
    return parts.map((part) => decodeURIComponent(part).normalize('NFC'));
  } catch {
    // `%zz`, or bytes that are not UTF-8.
    return null;
  }
}

/** Whether the article is there and is for members. */
export async function isMemberArticle(article: string): Promise<boolean> {
  return (await listFiles()).has(article + pageName);
}

/** The file; null where there is none. */
export async function readMemberFile({
  article,
  name,
}: MemberFile): Promise<Buffer<ArrayBuffer> | null> {
  const file = article + name;
  return (await listFiles()).has(file) ? readFile(path.join(folder, file)) : null;
}

/** Read each time: on the owner's machine builds come and go while the function stays. */
async function listFiles(): Promise<ReadonlySet<string>> {
  // Written by the build.
  const names = JSON.parse(await readFile(path.join(folder, 'files.json'), 'utf8')) as string[];
  return new Set(names);
}
