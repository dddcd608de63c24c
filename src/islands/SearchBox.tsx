import { Component, createRef, type ComponentChild } from 'preact';
import type { SearchWords } from '#src/shared/strings/search-words.ts';
import { isSlashKeyOn } from './search/slash-key.ts';
import { Skeleton } from './search/Skeleton.tsx';
import type { SearchPanel } from './search/SearchPanel.tsx';
import type { openSearch } from '#src/shared/search/open-search.ts';

/*
 * The search box: a form that works by itself. What shows results, and the search, are loaded when
 * a reader turns to the box, or comes with a question in the address. Classes instead of hooks,
 * which would be a sixth of all that is loaded for it.
 */

export interface Props {
  /** The language to search in. */
  locale: string;
  /** Whose dates and numbers are used. */
  formats: string;
  /** Where the form leads. */
  action: string;
  words: SearchWords;
}

type State =
  /** The form alone, as it was served. */
  | { readonly kind: 'form' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed' }
  | {
      readonly kind: 'ready';
      readonly Panel: typeof SearchPanel;
      readonly open: typeof openSearch;
    };

export class SearchBox extends Component<Props, { is: State }> {
  override state: { is: State } = { is: { kind: 'form' } };
  readonly #input = createRef<HTMLInputElement>();
  #failures = 0;

  override componentDidMount(): void {
    // In the place of what the inline script does with keys on pages without a box.
    globalThis.onkeydown = this.#pressKey;
    // It may have been turned to, and written into, before this ran.
    const input = this.#input.current;
    const isTurnedTo = document.activeElement === input || input?.value !== input?.defaultValue;
    if (location.search !== '' || isTurnedTo) this.#load();
  }

  override componentWillUnmount(): void {
    globalThis.onkeydown = null;
  }

  readonly #pressKey = (event: KeyboardEvent): void => {
    const isCommand = event.ctrlKey || event.metaKey;
    const isSlash = event.key === '/' && !isCommand && !event.altKey && !isWriting(event.target);
    if ((isSlash && isSlashKeyOn()) || (event.key === 'k' && isCommand)) {
      event.preventDefault();
      this.#input.current?.select();
      this.#input.current?.focus();
    }
  };

  readonly #load = (): void => {
    const { kind } = this.state.is;
    if (kind === 'loading' || kind === 'ready') return;
    this.setState({ is: { kind: 'loading' } });
    Promise.all([
      import('./search/SearchPanel.tsx'),
      import('#src/shared/search/open-search.ts'),
    ]).then(
      ([{ SearchPanel: Panel }, { openSearch: open }]) =>
        this.setState({ is: { kind: 'ready', Panel, open } }),
      () => {
        this.#failures += 1;
        this.setState({ is: { kind: 'failed' } });
      },
    );
  };

  /** What fails twice may have been replaced by another edition, which another page knows. */
  readonly #retry = (): void => {
    if (this.#failures > 1) location.reload();
    else this.#load();
  };

  override render(): ComponentChild {
    const { action, locale, formats, words } = this.props;
    const { is } = this.state;
    return (
      <>
        <form
          role="search"
          method="get"
          action={action}
          onFocusIn={this.#load}
          onInput={this.#load}
        >
          <label class="visually-hidden" for="q">
            {words.label}
          </label>
          <div class="field">
            <input
              ref={this.#input}
              id="q"
              name="q"
              type="search"
              placeholder={words.placeholder}
              autocomplete="off"
              autocapitalize="off"
              enterkeyhint="search"
            />
            <button>{words.submit}</button>
          </div>
        </form>
        {is.kind === 'ready' && this.#input.current && (
          <is.Panel input={this.#input.current} {...{ locale, formats, words }} open={is.open} />
        )}
        {is.kind === 'loading' && location.search !== '' && <Skeleton label={words.loading} />}
        {is.kind === 'failed' && (
          <p class="notice" role="alert">
            {words.unreachable} <button onClick={this.#retry}>{words.retry}</button>
          </p>
        )}
      </>
    );
  }
}

/** Whether keys pressed there write something. */
function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'))
  );
}
