import { Component, createRef, type ComponentChild } from 'preact';
import type { CommentsAnswer, MineAnswer, SentAnswer } from '#src/shared/comments/comment-view.ts';
import { groupThreads } from '#src/shared/comments/group-threads.ts';
import { fetchComments, fetchMine, action } from './comments/ask-comments.ts';
import { CommentItem, type Act } from './comments/CommentItem.tsx';
import type { Forms } from './comments/forms.ts';
import { loadStyles } from './comments/load-styles.ts';
import type { SeenComment } from './comments/merge-own.ts';

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
  /** Fetched for those who are signed in. */
  readonly forms: Forms | null;
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
    const [all, mine] = await Promise.all([
      fetchComments(article),
      fetchMine(article),
      loadStyles(),
    ]);
    if (all === null) return;
    const { person = null, comments: own = [] } = mine ?? {};
    // Where they cannot be had, the page with the forms can.
    const forms =
      person &&
      (await import('./comments/forms.ts').then(
        (it) => it.forms,
        () => null,
      ));
    const { next } = all;
    const merging = { comments: all.comments, own, isWhole: next === null };
    const comments = forms?.mergeOwn(merging) ?? all.comments;
    const loaded = { all, own, comments, next, person, forms, open: null, said: '' };
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
    const { next } = answer;
    const known = new Set(is.comments.map(({ id }) => id));
    const comments = [...is.comments, ...answer.comments.filter(({ id }) => !known.has(id))];
    const merging = { comments, own: is.own, isWhole: next === null };
    this.#change({ next, comments: is.forms?.mergeOwn(merging) ?? comments });
    document.getElementById(`c-${answer.comments[0]?.id}`)?.focus();
  };

  readonly #open = ({ id }: SeenComment, act: Act | null): void => {
    this.#change({ open: act && { id, act }, said: '' });
    if (!act) document.getElementById(`c-${id}`)?.focus();
  };

  readonly #sent = (about: SeenComment | null, answer: SentAnswer): void => {
    const { is } = this.state;
    if (is.kind !== 'shown') return;
    const { own, comments } = is;
    const taken = is.forms?.takeIn({ own, comments, about, answer, isWhole: is.next === null });
    const said = is.all.words[`done.${answer.status}`];
    this.setState({ is: { ...is, ...taken, open: null, said } }, () => {
      const written = document.getElementById(`c-${answer.comment?.id}`);
      (written ?? this.#status.current)?.focus();
    });
  };

  override render(): ComponentChild {
    const { heading } = this.props;
    const { is } = this.state;
    const isShown = is.kind === 'shown';
    return (
      <div ref={this.#box} tabindex={-1}>
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
          this.#link()
        )}
      </div>
    );
  }

  /** To the page that works without scripts. */
  #link(): ComponentChild {
    const { article, link } = this.props;
    return (
      <p>
        <a href={`${action}?article=${encodeURIComponent(article)}`}>{link}</a>
      </p>
    );
  }

  #thread(is: Loaded): ComponentChild {
    const { article } = this.props;
    const { all, comments, person, forms, next, open, said } = is;
    const { words, account } = all;
    const item = (comment: SeenComment): ComponentChild => (
      <CommentItem
        comment={comment}
        article={article}
        words={words}
        account={account}
        forms={forms}
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
        {forms && person ? (
          <forms.SendForm
            id="comments:write"
            submit={words.submit}
            fields={{ article }}
            label={words.label}
            hint={`${words['signed-in'].replace('{name}', () => person.name)} ${words.hint}`}
            words={words}
            account={account}
            onSent={(answer) => this.#sent(null, answer)}
          />
        ) : person ? (
          this.#link()
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
