import { Component, createRef, type ComponentChild } from 'preact';
import type { SentAnswer } from '#src/shared/comments/comment-view.ts';
import type { IslandCommentWords } from '#src/shared/comments/comments-settings.ts';
import { send, type Failure } from './ask-comments.ts';

export interface Props {
  /** Tells its ids from others on the page; with a colon, since headings have none. */
  id: string;
  /** What the button says. */
  submit: string;
  /** What is sent beside what is written: `article`, `do`, `id`, `parent`. */
  fields: Readonly<Record<string, string>>;
  /** What the field to write in is called; null for a form that is only to be sure. */
  label: string | null;
  /** What is in it. */
  text?: string | undefined;
  /** What is said below: of marks, or of what happens. */
  hint: string;
  words: IslandCommentWords;
  /** Where to sign in, and to choose a name. */
  account: string;
  onSent: (answer: SentAnswer) => void;
  /** Puts it away; a form without it stays. */
  onCancel?: () => void;
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * A form that is sent without leaving the page. It is drawn by scripts only, so that scripts send it.
 * What was written stays until it was taken.
 */
export class SendForm extends Component<Props, { is: State }> {
  override state: { is: State } = { is: { kind: 'idle' } };
  readonly #form = createRef<HTMLFormElement>();

  override componentDidMount(): void {
    if (this.props.onCancel) this.#focus();
  }

  #focus(): void {
    this.#form.current?.querySelector<HTMLElement>('textarea,button')?.focus();
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = this.#form.current;
    if (!form || this.state.is.kind === 'sending') return;
    this.setState({ is: { kind: 'sending' } });
    const { fields, onSent } = this.props;
    const body = form.querySelector('textarea')?.value ?? '';
    const result = await send({ ...fields, body });
    if ('failure' in result) {
      this.setState({ is: { kind: 'failed', failure: result.failure } });
      this.#focus();
      return;
    }
    form.reset();
    this.setState({ is: { kind: 'idle' } });
    onSent(result.sent);
  };

  override render(): ComponentChild {
    const { id, submit, label, text, hint, words, account, onCancel } = this.props;
    const { is } = this.state;
    const { code, message, field } = is.kind === 'failed' ? is.failure : {};
    const isSending = is.kind === 'sending';
    return (
      // Mistakes are named in the language of the page.
      <form ref={this.#form} noValidate onSubmit={this.#submit}>
        {label && <label for={id}>{label}</label>}
        {label && (
          <textarea
            id={id}
            rows={4}
            maxLength={4000}
            required
            dir="auto"
            defaultValue={text}
            aria-invalid={field === 'body'}
            aria-describedby={`${id}-mistake ${id}-hint`}
          />
        )}
        {/* There before it says anything: else it would not be heard. */}
        <p class="notice" id={`${id}-mistake`} role="alert">
          {is.kind === 'failed' && (message ?? words['error.unavailable'])}{' '}
          {(code === 'missing_name' || code === 'signed_out') && (
            <a href={account}>{words[code]}</a>
          )}
        </p>
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
        <p class="buttons">
          <button aria-disabled={isSending}>{isSending ? words.sending : submit}</button>
          {onCancel && (
            <button type="button" class="quiet" onClick={onCancel}>
              {words.cancel}
            </button>
          )}
        </p>
      </form>
    );
  }
}
