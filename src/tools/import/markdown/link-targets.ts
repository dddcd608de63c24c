import path from 'node:path';
import type { Root } from 'hast';
import { markdownToHast } from 'satteri';
import { markdownFeatures } from '#src/collections/markdown/features.ts';
import { isElement, walkHast } from '#src/collections/markdown/hast.ts';
import { isSafeUrl } from '#src/shared/html-vocabulary.ts';
import { comparablePath, decoded } from './addresses.ts';
import { headingSlugs } from './headings.ts';
import { compare } from '#src/collections/reading/problems.ts';

/** What becomes of a link. */
export type Resolution =
  | { readonly kind: 'keep' }
  | { readonly kind: 'change'; readonly url: string; readonly reason: string }
  | { readonly kind: 'unlink'; readonly reason: string };

/** An article that links may lead to. */
export interface LinkTarget {
  /** Path of its source from the imported folder. */
  readonly file: string;
  /** Its path on the new site. */
  readonly path: string;
  readonly oldPaths: readonly string[];
  /** From when readers see it, in milliseconds; never, for a draft. */
  readonly shownFrom: number;
  /** Its text as it will be, as far as its anchors are concerned. */
  readonly body: string;
  /** Ids that its headings were given by hand → number of the heading. */
  readonly givenIds: ReadonlyMap<string, number>;
}

const markdownEnding = /\.(?:md|markdown|mdown|mkd|mdx|html?)$/i;
const broken = 'links that lead nowhere on the new site, their text kept';

/** Knows where every imported article was and will be. */
export class LinkTargets {
  readonly #byFile = new Map<string, LinkTarget>();
  readonly #byName = new Map<string, LinkTarget | null>();
  readonly #byOldPath = new Map<string, LinkTarget>();
  readonly #anchors = new Map<LinkTarget, ReadonlyMap<string, string>>();
  readonly #oldSite: URL | null;

  constructor(targets: readonly LinkTarget[], oldSite: URL | null) {
    this.#oldSite = oldSite;
    for (const target of targets.toSorted((a, b) => compare(a.file, b.file))) {
      this.#byFile.set(stem(target.file), target);
      const name = path.posix.basename(stem(target.file));
      this.#byName.set(name, this.#byName.has(name) ? null : target);
      for (const oldPath of target.oldPaths) this.#byOldPath.set(comparablePath(oldPath), target);
      this.#byOldPath.set(comparablePath(target.path), target);
    }
  }

  /** Decides about a link that stands in `from`. */
  resolve(written: string, from: LinkTarget): Resolution {
    const url = written.trim();
    if (url === '') return { kind: 'unlink', reason: broken };
    if (url.startsWith('#')) return this.#resolveFragment(url, from);
    if (url.startsWith('//'))
      return (
        this.#resolveAbsolute(`https:${url}`, from) ??
        change(`https:${url}`, 'links without a scheme given https')
      );
    if (/^[a-z][a-z\d+.-]*:/i.test(url) || !isSafeUrl(url)) {
      if (!isSafeUrl(url))
        return {
          kind: 'unlink',
          reason: 'links that would run code or that browsers do not open, their text kept',
        };
      return this.#resolveAbsolute(url, from) ?? { kind: 'keep' };
    }
    const target = this.#find(url, from);
    return target ? this.#toArticle(target, url, from) : this.#unknown(url, from);
  }

  #resolveAbsolute(url: string, from: LinkTarget): Resolution | null {
    if (!this.#oldSite || !URL.canParse(url)) return null;
    const { host, pathname, hash } = new URL(url);
    if (host.replace(/^www\./, '') !== this.#oldSite.host.replace(/^www\./, '')) return null;
    const target = this.#byOldPath.get(comparablePath(pathname));
    return target ? this.#toArticle(target, hash, from) : null;
  }

  #find(url: string, from: LinkTarget): LinkTarget | null {
    const address = decoded(url.replace(/[?#].*$/, ''));
    const atOldPath = (base: string): LinkTarget | undefined =>
      this.#byOldPath.get(comparablePath(path.posix.join(base, address)));
    if (address.startsWith('/'))
      return atOldPath('/') ?? this.#byFile.get(stem(address.slice(1))) ?? null;
    if (address === '') return null;
    const file = this.#byFile.get(stem(path.posix.join(path.posix.dirname(from.file), address)));
    const beside = from.oldPaths
      .map((old) => atOldPath(old.endsWith('/') ? old : path.posix.dirname(old)))
      .find((one) => one !== undefined);
    const named = markdownEnding.test(address)
      ? this.#byName.get(path.posix.basename(stem(address)))
      : undefined;
    return file ?? beside ?? named ?? null;
  }

  #toArticle(target: LinkTarget, url: string, from: LinkTarget): Resolution {
    if (target.shownFrom > Math.max(from.shownFrom, Date.now())) {
      return { kind: 'unlink', reason: 'links to what is not published, their text kept' };
    }
    const fragment = /#(.+)$/.exec(url)?.[1];
    const anchor = fragment === undefined ? undefined : this.#anchorFor(target, fragment);
    return change(
      anchor === undefined ? target.path : `${target.path}#${anchor}`,
      fragment !== undefined && anchor === undefined
        ? 'links to other articles, without an anchor that is not there'
        : 'links to other articles',
    );
  }

  #resolveFragment(url: string, from: LinkTarget): Resolution {
    if (/^#(?:user-content-)?fn(?:ref)?[-:]/.test(url)) return { kind: 'keep' };
    const anchor = this.#anchorFor(from, url.slice(1));
    if (anchor === undefined)
      return { kind: 'unlink', reason: 'links to an anchor that is not there, their text kept' };
    return `#${anchor}` === decoded(url)
      ? { kind: 'keep' }
      : change(`#${anchor}`, 'links to anchors');
  }

  #unknown(url: string, from: LinkTarget): Resolution {
    if (!this.#oldSite) return { kind: 'unlink', reason: broken };
    const base = new URL(from.oldPaths[0] ?? '/', this.#oldSite);
    const isRelativeFile = !url.startsWith('/') && from.oldPaths.length === 0;
    if (isRelativeFile || !URL.canParse(url, base)) return { kind: 'unlink', reason: broken };
    return change(new URL(url, base).href, 'links to the rest of the old site made absolute');
  }

  /** The anchor that a fragment means: as written, as given by hand, or spelt by another generator's rules. */
  #anchorFor(target: LinkTarget, fragment: string): string | undefined {
    const anchors = this.#anchors.get(target) ?? anchorsOf(target);
    this.#anchors.set(target, anchors);
    const wanted = decoded(fragment);
    return anchors.get(wanted) ?? anchors.get(comparableAnchor(wanted));
  }
}

function change(url: string, reason: string): Resolution {
  return { kind: 'change', url, reason };
}

function stem(file: string): string {
  const plain = path.posix.normalize(file).replace(/\/$/, '').replace(markdownEnding, '');
  return plain.replace(/(?:^|\/)_?index$/i, '').normalize('NFC');
}

/** Every spelling by which an anchor of the article may be meant → the anchor. */
function anchorsOf({ body, givenIds }: LinkTarget): ReadonlyMap<string, string> {
  const slugs = headingSlugs(body);
  const ids: string[] = [];
  const tree = markdownToHast(body, {
    features: { ...markdownFeatures, rawHtml: true },
    position: false,
  });
  walkHast(tree as Root, (node) => {
    const isHeading = isElement(node) && /^h\d$/.test(node.tagName);
    if (isElement(node) && !isHeading && typeof node.properties['id'] === 'string')
      ids.push(node.properties['id']);
  });
  const given = [...givenIds].map(([id, at]): [string, string] => [id, slugs[at] ?? '']);
  const exact = [...slugs, ...ids].map((anchor): [string, string] => [anchor, anchor]);
  const loose = [...slugs, ...ids]
    .toReversed()
    .map((anchor): [string, string] => [comparableAnchor(anchor), anchor]);
  return new Map(
    [...loose, ...given, ...exact].filter(([wanted, anchor]) => wanted !== '' && anchor !== ''),
  );
}

/** Generators differ in what they make of dots, quotes and accents. */
function comparableAnchor(anchor: string): string {
  return anchor
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
