import { readFile } from 'node:fs/promises';
import { articleFile, type WrittenCover } from './article-file.ts';
import { settle, type SettledText } from './check-output.ts';
import type { ContentWriter } from './content-writer.ts';
import type { LinkTarget, LinkTargets, Resolution } from './link-targets.ts';
import { pictureUrls, rewriteLinks } from './links.ts';
import { mendMarkdown } from './mend-markdown.ts';
import type { Person } from './people.ts';
import type { FoundPicture, FoundPictures, PictureFinder } from './pictures.ts';
import { shorten } from '#src/collections/short-text.ts';
import type { ReadArticle } from './read-article.ts';
import type { FileNotes, Report } from './report.ts';
import type { Topic } from './subjects.ts';

interface ArticleWriterOptions {
  readonly writer: ContentWriter;
  readonly report: Report;
  readonly sourceName: string;
  readonly locale: string;
  readonly targets: LinkTargets;
  readonly pictures: PictureFinder;
  /** Who signs articles that nobody signed. */
  readonly unsigned: Person;
}

/** Finishes articles and writes them, with their pictures; collects the people and topics they name. */
export class ArticleWriter {
  readonly #options: ArticleWriterOptions;
  readonly #people = new Map<string, Person>();
  readonly #topics = new Map<string, Topic>();
  readonly #paths = new Set<string>();
  written = 0;

  constructor(options: ArticleWriterOptions) {
    this.#options = options;
  }

  async write(article: ReadArticle, slug: string, target: LinkTarget): Promise<void> {
    const { report, sourceName, locale } = this.#options;
    const notes = report.forFile(article.file);
    const { pictures, text, refusal } = await this.#finish(article, target, notes);
    const parts = {
      article,
      authors: this.#sign(article, notes).map(({ id }) => id),
      redirectFrom: target.oldPaths,
      cover: writtenCover(article, pictures, notes),
      body: text,
    };
    const file = articleFile(parts);
    if ('refusal' in file) return notes.note('left out', refused, null, file.refusal);
    if (refusal !== null) return notes.note('left out', refused, null, refusal);
    const beside = [...pictures.values()].filter((one) => one.kind === 'file');
    const base = `articles/${locale}/${slug}`;
    const [path, other] =
      beside.length > 0 ? [`${base}/index.md`, `${base}.md`] : [`${base}.md`, `${base}/index.md`];
    for (const topic of article.topics)
      if (!this.#topics.has(topic.id)) this.#topics.set(topic.id, topic);
    await this.#writeFiles(
      { path, other, base, text: file.text, from: `${sourceName}/${article.file}`, beside },
      notes,
    );
  }

  people(): Person[] {
    return [...this.#people.values()];
  }

  topics(): Topic[] {
    return [...this.#topics.values()];
  }

  /**
   * Removes what earlier imports made of these sources and this one did not, unless it was edited.
   * What was made of a source that is not there stays: it may be of another folder of this name.
   */
  async removeStale(sources: ReadonlySet<string>): Promise<void> {
    const { writer, report, sourceName } = this.#options;
    for (const [path, { from }] of writer.ledger) {
      const isOurs = from.startsWith(`${sourceName}/`) && path.startsWith('articles/');
      if (!isOurs || this.#paths.has(path)) continue;
      const source = from.slice(sourceName.length + 1);
      if (sources.has(source)) await writer.removeStale(path);
      else if (path.endsWith('.md') && (await writer.exists(path)))
        report.forFile(source).note('left out', sourceGone, null, path);
    }
  }

  async #finish(article: ReadArticle, target: LinkTarget, notes: FileNotes): Promise<FinishedText> {
    const { pictures: finder, targets } = this.#options;
    const cover = article.cover === null ? [] : [article.cover.url];
    const pictures = await finder.findAll(
      [...cover, ...pictureUrls(article.text.value)],
      article.file,
    );
    const final = new Set<string>();
    const resolve = (url: string): Resolution => {
      const resolution = targets.resolve(url, target);
      if (resolution.kind !== 'unlink')
        final.add(resolution.kind === 'keep' ? url : resolution.url);
      return resolution;
    };
    const linked = mendMarkdown(rewriteLinks(article.text, { pictures, notes, resolve }), notes);
    const copied = new Map(
      [...pictures.values()].flatMap((found): [string, FoundPicture][] =>
        found.kind === 'file' ? [[`./${found.name}`, found]] : [],
      ),
    );
    const isFinal = (url: string): boolean =>
      onTheWeb.test(url) || final.has(url) || copied.has(url);
    return { pictures, ...settle(linked, { isFinal, pictures: copied, notes }) };
  }

  #sign(article: ReadArticle, notes: FileNotes): readonly Person[] {
    if (article.people.length === 0)
      notes.note('guessed', 'author: none given', null, this.#options.unsigned.name);
    const people = article.people.length > 0 ? article.people : [this.#options.unsigned];
    for (const person of people)
      if (!this.#people.has(person.id)) this.#people.set(person.id, person);
    return people;
  }

  async #writeFiles(files: ArticleFiles, notes: FileNotes): Promise<void> {
    const { writer } = this.#options;
    const kept = 'files edited since the last import, kept as they are';
    this.#paths.add(files.path);
    if (await writer.isEdited(files.other)) {
      this.#paths.add(files.other);
      writer.counts.kept += 1;
      return notes.note('left out', kept, null, files.other);
    }
    this.written += 1;
    const isWritten = await writer.write({ path: files.path, data: files.text, from: files.from });
    if (!isWritten) notes.note('left out', kept, null, files.path);
    for (const { source, name } of files.beside) {
      const path = `${files.base}/${name}`;
      this.#paths.add(path);
      const isCopied = await writer.write({ path, data: await readFile(source), from: files.from });
      if (!isCopied) notes.note('left out', kept, null, path);
    }
  }
}

const sourceGone =
  'files that are no longer in the folder: their articles stay, remove them yourself';

const refused = 'articles that the build would refuse';

const onTheWeb = /^(?:https?|mailto|tel):/i;

interface FinishedText extends SettledText {
  readonly pictures: FoundPictures;
}

interface ArticleFiles {
  readonly path: string;
  /** The other form that the article's path may have. */
  readonly other: string;
  readonly base: string;
  readonly text: string;
  readonly from: string;
  readonly beside: readonly Extract<FoundPicture, { kind: 'file' }>[];
}

function writtenCover(
  { cover, title }: ReadArticle,
  pictures: FoundPictures,
  notes: FileNotes,
): WrittenCover | null {
  if (cover === null) return null;
  const found = pictures.get(cover.url);
  if (found?.kind !== 'file') {
    const reason =
      found?.kind === 'none' ? found.reason.replace(/, their.*$/, '') : 'pictures on other sites';
    notes.note('left out', `cover: ${reason}`, null, cover.url.slice(0, 80));
    return null;
  }
  notes.count('mapped', `${cover.field} → cover`);
  const guess = `Picture for “${shorten(title, 200)}”`;
  if (cover.alt === null)
    notes.note('guessed', 'description of the cover: made of the title', null, guess);
  return {
    src: `./${found.name}`,
    alt: shorten(cover.alt ?? guess, 300),
    caption: cover.caption === null ? null : shorten(cover.caption, 300),
    credit: cover.credit === null ? null : shorten(cover.credit, 120),
  };
}
