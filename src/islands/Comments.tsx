import { Component, createRef, type ComponentChild } from 'preact';
import type { CommentsAnswer, MineAnswer, SentAnswer } from '#src/shared/comments/comment-view.ts';
import { groupThreads } from '#src/shared/comments/group-threads.ts';
import { fill } from '#src/shared/strings/fill.ts';
import { fetchComments, fetchMine, action } from './comments/ask-comments.ts';
import { CommentItem, type Act } from './comments/CommentItem.tsx';
import { SendForm } from './comments/SendForm.tsx';
import { loadStyles } from './comments/load-styles.ts';
import { mergeOwn, withoutDeleted, type SeenComment } from './comments/merge-own.ts';

/*
 * Comments under an article. Until they are there, and where they cannot be had, it is a link to a page
 * that has them. What everybody sees comes from a cache, what is the reader's own beside it. They move
 * nothing that is in sight: where the footer is, they wait until they are asked for.
 */

export interface Props {
  /** What comments are kept under: `en/a-first-article`. */
  article: string;
  heading: string;
  /** The words of the link. */
  link: string;
}

interface Loaded {
  /** Words, and how many there are. */
  readonly all: CommentsAnswer;
  readonly person: MineAnswer['person'];
  readonly own: MineAnswer['comments'];
  readonly comments: readonly SeenComment[];
  readonly next: string | null;
  /** What is being done with which comment. */
  readonly open: { readonly id: string; readonly act: Act } | null;
  /** What is said of what was just done. */
  readonly said: string;
}

type State =
  | { readonly kind: 'link' }
  | { readonly kind: 'loading' }
  /** There, and not shown yet. */
  | ({ readonly kind: 'held' } & Loaded)
  | ({ readonly kind: 'shown' } & Loaded);

export class Comments extends Component<Props, { is: State }> {
  override state: { is: State } = { is: { kind: 'link' } };
  readonly #box = createRef<HTMLDivElement>();
  readonly #status = createRef<HTMLParagraphElement>();

  override componentDidMount(): void {
    void this.#load();
  }

  async #load(): Promise<void> {
    const { article } = this.props;
    this.setState({ is: { kind: 'loading' } });
    const [all, mine] = await Promise.all([
      fetchComments(article),
      fetchMine(article),
      loadStyles(),
    ]);
    if (all === null) {
      this.setState({ is: { kind: 'link' } });
      return;
    }
    const own = mine?.comments ?? [];
    const { next } = all;
    const comments = mergeOwn({ comments: all.comments, own, isWhole: next === null });
    const loaded = { all, own, comments, next, person: mine?.person ?? null, open: null, said: '' };
    const end = this.#box.current?.closest('section')?.getBoundingClientRect().bottom ?? 0;
    // The room that is kept holds the form.
    const isRoomEnough = comments.length === 0 || end >= innerHeight;
    this.setState({ is: { kind: isRoomEnough ? 'shown' : 'held', ...loaded } });
  }

  /** Changes what is shown. */
  #change(change: Partial<Loaded>): void {
    this.setState(({ is }) => ('all' in is ? { is: { ...is, ...change } } : { is }));
  }

  readonly #show = (): void => {
    const { is } = this.state;
    if (is.kind !== 'held') return;
    this.setState({ is: { ...is, kind: 'shown' } }, () => this.#box.current?.focus());
  };

  readonly #more = async (): Promise<void> => {
    const { is } = this.state;
    if (is.kind !== 'shown' || is.next === null) return;
    const answer = await fetchComments(this.props.article, is.next);
    if (answer === null) {
      this.#change({ said: is.all.words['error.unavailable'] });
      return;
    }
    const known = new Set(is.comments.map(({ id }) => id));
    const { next } = answer;
    const comments = [...is.comments, ...answer.comments.filter(({ id }) => !known.has(id))];
    this.#change({ next, comments: mergeOwn({ comments, own: is.own, isWhole: next === null }) });
    document.getElementById(`c-${answer.comments[0]?.id}`)?.focus();
  };

  readonly #open = ({ id }: SeenComment, act: Act | null): void => {
    this.#change({ open: act && { id, act }, said: '' });
    if (!act) document.getElementById(`c-${id}`)?.focus();
  };

  readonly #sent = (about: SeenComment | null, { status, comment }: SentAnswer): void => {
    const { is } = this.state;
    if (is.kind !== 'shown') return;
    const { all, next } = is;
    const own = comment
      ? [...is.own.filter(({ id }) => id !== comment.id), comment]
      : is.own.filter(({ id }) => status !== 'deleted' || id !== about?.id);
    const comments =
      status === 'deleted' && about
        ? withoutDeleted(is.comments, about.id)
        : mergeOwn({ comments: is.comments, own, isWhole: next === null || comment !== null });
    const said = all.words[`done.${status}`];
    this.setState({ is: { ...is, own, comments, open: null, said } }, () => {
      const there = comment && document.getElementById(`c-${comment.id}`);
      (there ?? this.#status.current)?.focus();
    });
  };

  override render(): ComponentChild {
    const { article, heading, link } = this.props;
    const { is } = this.state;
    const isShown = is.kind === 'shown';
    return (
      <div ref={this.#box} tabindex={-1} aria-busy={is.kind === 'loading'}>
        <h2>
          {heading} {isShown && is.all.count !== '0' && <span class="count">{is.all.count}</span>}
        </h2>
        {isShown ? (
          this.#thread(is)
        ) : is.kind === 'held' ? (
          <button type="button" onClick={this.#show}>
            {is.all.words.show} ({is.all.count})
          </button>
        ) : (
          <p>
            <a href={`${action}?article=${encodeURIComponent(article)}`}>{link}</a>
          </p>
        )}
      </div>
    );
  }

  #thread(is: Loaded): ComponentChild {
    const { article } = this.props;
    const { all, comments, person, next, open, said } = is;
    const { words, account } = all;
    const item = (comment: SeenComment): ComponentChild => (
      <CommentItem
        comment={comment}
        article={article}
        words={words}
        account={account}
        isReader={person !== null}
        open={open?.id === comment.id ? open.act : null}
        onOpen={this.#open}
        onSent={this.#sent}
      />
    );
    return (
      <>
        {comments.length === 0 && <p class="none">{words.none}</p>}
        <ol class="thread">
          {groupThreads(comments).map(({ first, replies }) => (
            <li key={first?.id ?? replies[0]?.id}>
              {first && item(first)}
              {replies.length > 0 && (
                <ol class="replies">
                  {replies.map((reply) => (
                    <li key={reply.id}>{item(reply)}</li>
                  ))}
                </ol>
              )}
            </li>
          ))}
        </ol>
        {next !== null && (
          <button type="button" class="quiet" onClick={this.#more}>
            {words.more}
          </button>
        )}
        <p role="status" class="notice" tabindex={-1} ref={this.#status}>
          {said}
        </p>
        {person ? (
          <>
            <SendForm
              id="write"
              submit={words.submit}
              fields={{ article, do: 'write' }}
              writing={{ label: words.label, text: '' }}
              hint={`${fill(words['signed-in'], { name: person.name })} ${words.hint}`}
              words={words}
              account={account}
              onSent={(answer) => this.#sent(null, answer)}
              onCancel={null}
            />
          </>
        ) : (
          <p>
            <a href={`${account}?returnTo=${encodeURIComponent(location.pathname)}`}>
              {words['sign-in']}
            </a>
          </p>
        )}
      </>
    );
  }
}
