import { Component, createRef, type ComponentChild } from 'preact';
import type { SubscribeWords } from '#src/shared/strings/subscribe-words.ts';
import { fetchStamp, subscribe, type Failure } from './subscribe/ask-server.ts';

/*
 * The newsletter's form. It works by itself: a page says what comes next. Here it is sent without
 * leaving the page, and what is wrong is said beside the field. A class instead of hooks, as in
 * `SearchBox`.
 */

export interface Props {
  /** Tells this form from others on the same page. */
  id: string;
  /** The language of the page, which mails will have. */
  locale: string;
  /** The path of the page. */
  source: string;
  words: SubscribeWords;
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'sent' }
  | ({ readonly kind: 'failed' } & Failure);

const action = '/api/subscribe';

export class SubscribeForm extends Component<Props, { is: State }> {
  override state: { is: State } = { is: { kind: 'idle' } };
  readonly #form = createRef<HTMLFormElement>();
  readonly #email = createRef<HTMLInputElement>();
  readonly #button = createRef<HTMLButtonElement>();
  readonly #sent = createRef<HTMLParagraphElement>();
  #stamp: Promise<string | null> = Promise.resolve(null);

  override componentDidMount(): void {
    // From here on mistakes are named in the language of the page.
    if (this.#form.current) this.#form.current.noValidate = true;
    this.#stamp = fetchStamp(action);
  }

  override componentDidUpdate(_props: Props, { is: before }: { is: State }): void {
    const { is } = this.state;
    if (is === before) return;
    if (is.kind === 'sent') this.#sent.current?.focus();
    if (is.kind === 'failed' && is.isOfField) this.#email.current?.focus();
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void this.#send();
  };

  readonly #retry = (): void => {
    // The button that was pressed goes.
    this.#button.current?.focus();
    void this.#send();
  };

  async #send(): Promise<void> {
    const form = this.#form.current;
    if (!form || this.state.is.kind === 'sending') return;
    const { words } = this.props;
    const mistake = mistakeIn(this.#email.current?.value ?? '');
    if (mistake) {
      this.setState({ is: { kind: 'failed', text: words[`error.${mistake}`], isOfField: true } });
      return;
    }
    this.setState({ is: { kind: 'sending' } });
    const fields = Object.fromEntries(new FormData(form));
    const failure = await subscribe(action, { ...fields, stamp: await this.#stamp }, words);
    this.setState({ is: failure ? { kind: 'failed', ...failure } : { kind: 'sent' } });
  }

  override render(): ComponentChild {
    const { id, locale, source, words } = this.props;
    const { is } = this.state;
    const mistake = is.kind === 'failed' && is.isOfField ? is.text : null;
    const notice = is.kind === 'failed' && !is.isOfField ? is.text : null;
    return (
      <div class="subscribe-form">
        {is.kind === 'sent' ? (
          <p class="sent" tabindex={-1} ref={this.#sent}>
            {words['sent.title']}
          </p>
        ) : (
          <form ref={this.#form} action={action} method="post" onSubmit={this.#submit}>
            <label for={id}>{words.label}</label>
            <div class="field">
              <input
                ref={this.#email}
                id={id}
                name="email"
                type="email"
                dir="ltr"
                required
                maxLength={254}
                autocomplete="email"
                placeholder={words.placeholder}
                aria-invalid={mistake !== null}
                aria-describedby={mistake === null ? undefined : `${id}-mistake`}
              />
              <button ref={this.#button} aria-disabled={is.kind === 'sending'}>
                {is.kind === 'sending' ? words.sending : words.submit}
              </button>
            </div>
            <p class="visually-hidden" aria-hidden="true">
              <label>
                {words.trap} <input name="website" tabindex={-1} autocomplete="off" />
              </label>
            </p>
            <input type="hidden" name="locale" value={locale} />
            <input type="hidden" name="source" value={source} />
            {mistake !== null && (
              <p class="mistake" id={`${id}-mistake`}>
                {mistake}
              </p>
            )}
          </form>
        )}
        {/* There before it says anything: else it would not be heard. */}
        <p key="status" role="status" class={notice === null ? undefined : 'notice'}>
          {is.kind === 'sending' && <span class="visually-hidden">{words.sending}</span>}
          {is.kind === 'sent' && words['sent.text']}
          {notice}
        </p>
        {notice !== null && (
          <button key="retry" type="button" class="quiet" onClick={this.#retry}>
            {words.retry}
          </button>
        )}
      </div>
    );
  }
}

/** What is plainly wrong; everything else is for the server to say, which knows more of addresses. */
function mistakeIn(email: string): 'missing_email' | 'invalid_email' | null {
  if (email.trim() === '') return 'missing_email';
  return /^\S+@\S+$/.test(email.trim()) ? null : 'invalid_email';
}
