import { localeParam } from '#src/shared/paths.ts';
import type { Words } from '#src/shared/strings/translate.ts';
import { digestOf } from './digest.ts';
import { getPublication, type Edition, type Publication } from './publication.ts';

/*
 * Each page or file of the site gets a view: all it shows, as plain data. What it shows is thus known
 * before it is rendered, and the view's digest tells Astro whether it must be rendered again.
 */

type Params = Readonly<Record<string, string | undefined>>;

/** One page: its route parameters, its view, and the key under which what it renders may be kept. */
export interface StaticPath<View> {
  readonly params: Params;
  readonly props: { readonly view: View };
  readonly cacheKey: string;
}

export function staticPath<View>(edition: Edition, params: Params, view: View): StaticPath<View> {
  return {
    params: { locale: localeParam(edition.scope), ...params },
    props: { view },
    cacheKey: digestOf(view),
  };
}

/** Makes the paths of every language. */
export async function forEachEdition<View>(
  make: (publication: Publication, edition: Edition) => StaticPath<View>[],
): Promise<StaticPath<View>[]> {
  const publication = await getPublication();
  return publication.editions.flatMap((edition) => make(publication, edition));
}

/** The words of a language, for pages and their components. */
export async function getWords(locale: string): Promise<Words> {
  const { editions } = await getPublication();
  const edition = editions.find((one) => one.scope.locale === locale);
  if (!edition) throw new Error(`There is no language ${locale} on this site.`);
  return edition.words;
}
