import { Component, type ComponentChild } from 'preact';
import type { PasskeyWords } from '#src/shared/strings/passkey-words.ts';
import { addPasskey, hasPasskeys, signInByPasskey } from './passkeys/ask-device.ts';

/*
 * The button that asks a device for a passkey: to sign in with one, or to add one. Devices are asked
 * by scripts alone, so that there is no button without. A class instead of hooks, as in `SearchBox`.
 */

export interface Props {
  /** `/account/`, or the same in another language: where it leads once it is done. */
  home: string;
  words: PasskeyWords;
}

type State =
  | { readonly kind: 'asleep' }
  | { readonly kind: 'unable' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'working' }
  | { readonly kind: 'failed'; readonly text: string };

type Mode = 'sign-in' | 'add';

export class PasskeyButton extends Component<Props, { is: State; mode: Mode }> {
  override state: { is: State; mode: Mode } = { is: { kind: 'asleep' }, mode: 'sign-in' };

  override componentDidMount(): void {
    // The function that wrote the page says what the button is for.
    const mode = document.getElementById('passkey-island')?.dataset['mode'];
    this.setState({
      is: { kind: hasPasskeys() ? 'idle' : 'unable' },
      mode: mode === 'add' ? 'add' : 'sign-in',
    });
  }

  readonly #press = (): void => {
    if (this.state.is.kind !== 'working') void this.#ask();
  };

  async #ask(): Promise<void> {
    const { home, words } = this.props;
    const { mode } = this.state;
    this.setState({ is: { kind: 'working' } });
    const outcome = await (mode === 'add' ? addPasskey() : signInByPasskey());
    if (outcome === 'done') location.assign(mode === 'add' ? `${home}?saved=1` : home);
    else this.setState({ is: { kind: 'failed', text: words[outcome] } });
  }

  override render(): ComponentChild {
    const { words } = this.props;
    const { is, mode } = this.state;
    const isReady = is.kind !== 'asleep' && is.kind !== 'unable';
    return (
      <div class="passkey">
        {isReady && (
          <p>
            <button
              type="button"
              class="quiet"
              aria-disabled={is.kind === 'working'}
              onClick={this.#press}
            >
              {is.kind === 'working' ? words.working : words[mode === 'add' ? 'add' : 'signin']}
            </button>
          </p>
        )}
        <p class="mistake" role="status">
          {is.kind === 'failed' ? is.text : ''}
        </p>
      </div>
    );
  }
}
