import { codeIn } from './markdown-tree.ts';
import { markdownImage } from './html-tags.ts';
import type { FileNotes } from './report.ts';
import type { Edit, SourceText } from './source-text.ts';

/** A mark of a template language: Hugo's `{{< … >}}`, Jekyll's and Hexo's `{% … %}`. */
interface Shortcode {
  readonly name: string;
  /** What follows the name. */
  readonly given: string;
  /** What stands between it and its end, where it has one. */
  readonly inner: string;
}

const paired = [
  /\{\{[<%]\s*(highlight)\b([^\n]*?)[>%]\}\}\n?([\s\S]*?)\n?\{\{[<%]\s*\/\s*highlight\s*[>%]\}\}/g,
  /\{%-?\s*(highlight|codeblock|code)\b([^\n]*?)-?%\}\n?([\s\S]*?)\n?\{%-?\s*end\1\s*-?%\}/g,
];
const single = [/\{\{[<%]\s*(\/?[\w./-]+)([\s\S]*?)\/?[>%]\}\}/g, /\{%-?\s*(\w+)([\s\S]*?)-?%\}/g];
const siteAddress =
  /\{\{-?\s*(?:site\.(?:base_?url|url|github\.url)|BASE_PATH|root_url)\s*-?\}\}/gi;
const filteredAddress =
  /\{\{-?\s*["']([^"']*)["']\s*\|\s*(?:relative_url|absolute_url|prepend:[^}]*|url)\s*-?\}\}/g;

/** Turns known shortcodes into Markdown. Unknown ones stay as they are, as code. */
export function replaceShortcodes(text: SourceText, notes: FileNotes): SourceText {
  if (!/\{[{%]/.test(text.value)) return text;
  return replaceWith(replaceWith(withPlainAddresses(text), paired, notes), single, notes);
}

/** `{{ site.baseurl }}/about/` and `{{ "/about/" | relative_url }}` are `/about/`. */
function withPlainAddresses(text: SourceText): SourceText {
  const isCode = codeIn(text.value);
  const edits = [siteAddress, filteredAddress].flatMap((pattern) =>
    [...text.value.matchAll(pattern)]
      .filter((match) => !isCode(match.index))
      .map((match) => ({
        start: match.index,
        end: match.index + match[0].length,
        text: match[1] ?? '',
      })),
  );
  return text.edited(edits);
}

function replaceWith(text: SourceText, patterns: readonly RegExp[], notes: FileNotes): SourceText {
  const isCode = codeIn(text.value);
  const edits = patterns.flatMap((pattern) =>
    [...text.value.matchAll(pattern)].flatMap((match): Edit[] => {
      if (isCode(match.index)) return [];
      const shortcode = {
        name: match[1] ?? '',
        given: (match[2] ?? '').trim(),
        inner: match[3] ?? '',
      };
      const written = writeShortcode(shortcode) ?? asCallout(text.value, match, shortcode);
      const line = text.lineAt(match.index);
      if (written === null)
        notes.note('left out', 'shortcode without a counterpart, left as code', line, match[0]);
      else notes.note('mapped', 'shortcodes turned into Markdown', line, match[0].split('\n')[0]);
      return [
        {
          start: match.index,
          end: match.index + match[0].length,
          text: written ?? asCode(match[0]),
        },
      ];
    }),
  );
  return text.edited(edits);
}

function writeShortcode({ name, given, inner }: Shortcode): string | null {
  const [first = '', ...others] = wordsOf(given);
  switch (name.toLowerCase()) {
    case 'highlight':
    case 'codeblock':
    case 'code':
      return inner === ''
        ? null
        : fenced(inner, /^[\w+#-]+$/.test(first) ? first : (/\blang:(\w+)/.exec(given)?.[1] ?? ''));
    case 'raw':
    case 'endraw':
    case 'toc':
      return '';
    case 'figure':
    case 'img':
    case 'image':
    case 'asset_img':
      return picture(given);
    case 'ref':
    case 'relref':
    case 'post_url':
    case 'link':
    case 'post_path':
    case 'asset_path':
      return reference(first);
    case 'post_link':
      return first === '' ? null : `[${others.join(' ') || first}](${reference(first)})`;
    default:
      return embedded(name.toLowerCase(), first, others);
  }
}

/** `x`, `"x y"` and `name="x y"`, the last as `x y`. */
function wordsOf(given: string): string[] {
  return [...given.matchAll(/(?:\w+=)?(?:"([^"]*)"|'([^']*)')|(\S+)/g)].map(
    ([, double, quoted, bare]) => double ?? quoted ?? bare ?? '',
  );
}

function namedIn(given: string): ReadonlyMap<string, string> {
  return new Map(
    [...given.matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\S+))/g)].map(
      ([, name = '', ...values]) => [name, values.find((value) => value !== undefined) ?? ''],
    ),
  );
}

/** Files of other posts are looked for by name, wherever they are. */
function reference(target: string): string {
  const [file = '', ...fragment] = target.replace(/^\/+/, '').split('#');
  const ending = /\.\w+$|\/$/.test(file) || file === '' ? '' : '.md';
  return `${file === '' ? '' : `./${file}${ending}`}${fragment.length > 0 ? `#${fragment.join('#')}` : ''}`;
}

function picture(given: string): string | null {
  const named = namedIn(given);
  const words = wordsOf(given);
  const at = words.findIndex((word) =>
    /\.(?:avif|gif|jpe?g|png|svg|tiff?|webp)(?:\?.*)?$/i.test(word),
  );
  const source = named.get('src') ?? words[at];
  if (source === undefined) return null;
  const unnamed = named.size > 0 ? [] : words.slice(at + 1).filter((word) => !/^\d+%?$/.test(word));
  const caption =
    named.get('caption') ?? named.get('title') ?? (unnamed.length > 1 ? unnamed[0] : undefined);
  const alt = named.get('alt') ?? unnamed.at(-1) ?? caption ?? '';
  return markdownImage(alt, source, caption ?? null);
}

/** Players and the like become links: pages load nothing from elsewhere. */
function embedded(name: string, first: string, others: readonly string[]): string | null {
  const id = first.replaceAll(/[^\w./-]/g, '');
  if (id === '') return null;
  const addresses: Readonly<Record<string, readonly [string, string]>> = {
    youtube: ['Video (YouTube)', `https://www.youtube.com/watch?v=${id}`],
    vimeo: ['Video (Vimeo)', `https://vimeo.com/${id}`],
    gist: [
      'Code (GitHub Gist)',
      `https://gist.github.com/${[id, ...others.slice(0, 1)].join('/')}`,
    ],
    tweet: ['Post (X)', `https://x.com/i/status/${id}`],
    instagram: ['Picture (Instagram)', `https://www.instagram.com/p/${id}/`],
  };
  const found = addresses[name];
  return found ? `[${found[0]}](${found[1]})` : null;
}

const calloutNames =
  /^(?:end|\/)?(?:note|notice|callout|admonition|alert|hint|tip|warning|info|important|danger|caution)$/i;

/** Boxes become `:::` marks on lines of their own, which `callouts.ts` reads. */
function asCallout(
  source: string,
  match: RegExpExecArray,
  { name, given }: Shortcode,
): string | null {
  const lineStart = source.lastIndexOf('\n', match.index) + 1;
  const end = match.index + match[0].length;
  const isAlone =
    source.slice(lineStart, match.index).trim() === '' && /^[ \t]*(?:\n|$)/.test(source.slice(end));
  if (!isAlone || !calloutNames.test(name)) return null;
  if (/^(?:end|\/)/i.test(name)) return ':::';
  const kind = wordsOf(given).find((word) => calloutNames.test(word));
  return `:::${kind ?? (/^(?:notice|callout|admonition|alert|hint)$/i.test(name) ? 'note' : name.toLowerCase())}`;
}

function fenced(code: string, language: string): string {
  return `${fenceAround(code, 3)}${language}\n${code}\n${fenceAround(code, 3)}`;
}

function asCode(text: string): string {
  const fence = fenceAround(text, 1);
  return `${fence}${text.replaceAll(/\s*\n\s*/g, ' ')}${fence}`;
}

function fenceAround(text: string, shortest: number): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  return '`'.repeat(Math.max(shortest, longest + 1));
}
