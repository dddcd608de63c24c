import type { ComponentChild } from 'preact';
import type { Block, Inline } from '#src/shared/comments/parse-marks.ts';

const elements = {
  paragraph: 'p',
  quote: 'blockquote',
  emphasis: 'em',
  strong: 'strong',
  code: 'code',
  break: 'br',
  link: 'a',
} as const;

/** What somebody wrote, as elements and texts: each paragraph runs in the direction of its own words. */
export function drawMarks(one: Block | Inline): ComponentChild {
  if (typeof one === 'string') return one;
  const { kind } = one;
  const Element = elements[kind];
  const more =
    kind === 'link'
      ? { href: one.href, rel: 'nofollow ugc noopener', dir: 'ltr' as const }
      : kind === 'paragraph' && { dir: 'auto' as const };
  return (
    <Element {...more}>
      {'content' in one ? one.content.map(drawMarks) : 'text' in one && one.text}
    </Element>
  );
}
