import { Component, createRef, type ComponentChild } from 'preact';
import type { SentAnswer } from '#src/shared/comments/comment-view.ts';
import type { IslandCommentWords } from '#src/shared/comments/comments-settings.ts';
import { action, send, type Failure } from './ask-comments.ts';

export interface Props {
  /** Tells its ids from others on the page. */
  id: string;
  /** What the button says. */
  submit: string;
  /** What is sent beside what is written: `article`, `do`, `id`, `parent`. */
  fields: Readonly<Record<string, string>>;
  /** The field to write in and what is in it; null for a form that is only to be sure. */
  writing: { readonly label: string; readonly text: string } | null;
  /** What is said below: of marks, or of what happens. */
  hint: string;
  words: IslandCommentWords;
  /** Where to choose a name. */
  account: string;
  onSent: (answer: SentAnswer) => void;
  /** Puts it away; null where it stays. */
  onCancel: (() => void) | null;
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** A form that is sent without leaving the page. What was written stays until it was taken. */
export class SendForm extends Component<Props, { is: State }> {
  override state: { is: State } = { is: { kind: 'idle' } };
  readonly #form = createRef<HTMLFormElement>();

  override componentDidMount(): void {
    // From here on mistakes are named in the language of the page.
    if (this.#form.current) this.#form.current.noValidate = true;
    if (this.props.onCancel) this.#first()?.focus();
  }

  #first(): HTMLElement | null | undefined {
    return this.#form.current?.querySelector('textarea,button');
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = this.#form.current;
    if (!form || this.state.is.kind === 'sending') return;
    this.setState({ is: { kind: 'sending' } });
    const { words, onSent } = this.props;
    const sent = await send(Object.fromEntries(new FormData(form)), words);
    if (sent.kind === 'failed') {
      this.setState({ is: sent });
      this.#first()?.focus();
      return;
    }
    form.reset();
    this.setState({ is: { kind: 'idle' } });
    onSent(sent.answer);
  };

  override render(): ComponentChild {
    const { id, submit, fields, writing, hint, words, account, onCancel } = this.props;
    const { is } = this.state;
    const failure = is.kind === 'failed' ? is.failure : null;
    return (
      <form ref={this.#form} action={action} method="post" onSubmit={this.#submit}>
        {writing && (
          <>
            <label for={id}>{writing.label}</label>
            <textarea
              id={id}
              name="body"
              rows={4}
              maxLength={4000}
              required
              dir="auto"
              defaultValue={writing.text}
              aria-invalid={failure?.isOfText ?? false}
              aria-describedby={`${id}-mistake ${id}-hint`}
            />
            <p class="visually-hidden" aria-hidden="true">
              <label>
                {words.trap} <input name="website" tabindex={-1} autocomplete="off" />
              </label>
            </p>
          </>
        )}
        {Object.entries(fields).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {/* There before it says anything: else it would not be heard. */}
        <p class="notice" id={`${id}-mistake`} role="alert">
          {failure?.text}{' '}
          {failure?.code === 'missing_name' && <a href={account}>{words['choose-name']}</a>}
          {failure?.code === 'signed_out' && <a href={account}>{words['sign-in']}</a>}
        </p>
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
        <p class="buttons">
          <button aria-disabled={is.kind === 'sending'}>
            {is.kind === 'sending' ? words.sending : submit}
          </button>
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
