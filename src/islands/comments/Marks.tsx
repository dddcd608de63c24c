import type { ComponentChild } from 'preact';
import type { Block, Inline } from '#src/shared/comments/parse-marks.ts';

interface Props {
  readonly blocks: readonly Block[];
}

/** What somebody wrote: each paragraph runs in the direction of its own words. */
export function Marks({ blocks }: Props): ComponentChild {
  return blocks.map((block) =>
    block.kind === 'quote' ? (
      <blockquote>
        <Marks blocks={block.content} />
      </blockquote>
    ) : (
      <p dir="auto">{block.content.map(draw)}</p>
    ),
  );
}

function draw(inline: Inline): ComponentChild {
  if (typeof inline === 'string') return inline;
  switch (inline.kind) {
    case 'break':
      return <br />;
    case 'code':
      return <code>{inline.text}</code>;
    case 'link':
      return (
        <a href={inline.href} rel="nofollow ugc noopener" dir="ltr">
          {inline.text}
        </a>
      );
    default: {
      const Element = inline.kind === 'strong' ? 'strong' : 'em';
      return <Element>{inline.content.map(draw)}</Element>;
    }
  }
}
