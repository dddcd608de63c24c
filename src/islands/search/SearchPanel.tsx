import { Component, createRef, type ComponentChild } from 'preact';
import type { openSearch } from '#src/shared/search/open-search.ts';
import {
  asksForSomething,
  cutText,
  formatSearchAddress,
  longestText,
  parseSearchAddress,
  withText,
} from '#src/shared/search/search-address.ts';
import {
  IndexError,
  type Search,
  type SearchAnswer,
  type SearchQuery,
} from '#src/shared/search/search-answer.ts';
import { createIndexReader } from '#src/shared/search/index-reader.ts';
import { countResults, pageLength } from '#src/shared/search/results-in-words.ts';
import { fill } from '#src/shared/strings/fill.ts';
import type { SearchWords } from '#src/shared/strings/search-words.ts';
import { Answer } from './Answer.tsx';
import { AddressBar } from './address-bar.ts';
import type { Language } from './language.ts';
import { moveFocusAmong, moveFocusInto } from './move-focus.ts';
import { forgetReload, reloadOnce } from './reload-once.ts';
import { nextState, type SearchEvent, type SearchState } from './search-state.ts';

export interface Props {
  /** The box. */
  input: HTMLInputElement;
  /** The language to search in. */
  locale: string;
  /** Whose dates and numbers are used. */
  formats: string;
  words: SearchWords;
  /** Opens the index. */
  open: typeof openSearch;
}

interface State {
  readonly search: SearchState;
  /** What a screen reader says, a little after it is seen: not at each letter. */
  readonly spoken: string;
}

const typingPauseInMs = 120;
const speakingPauseInMs = 700;

/** The answer to what stands in the box and in the address; these and it follow one another. */
export class SearchPanel extends Component<Props, State> {
  override state: State = {
    search: { kind: 'idle', query: parseSearchAddress('').query },
    spoken: '',
  };
  readonly #address = new AddressBar();
  #query: SearchQuery = this.state.search.query;
  #search: Promise<Search> | null = null;
  #typing = 0;
  #speaking = 0;
  /** The number of the result that the focus goes to once it is there. */
  #focusOn: number | null = null;
  readonly #answer = createRef<HTMLDivElement>();

  override componentDidMount(): void {
    const { input } = this.props;
    input.addEventListener('input', this.#type);
    input.addEventListener('keydown', this.#pressKeyInBox);
    input.form?.addEventListener('submit', this.#submit);
    addEventListener('popstate', this.#goBack);
    this.#openIndex().catch(() => {
      // Said when something is asked.
    });
    const { query, written } = this.#address.read();
    // What was written while this was loading counts more than the address.
    if (input.value !== '' && input.value !== input.defaultValue) {
      const next = { ...query, text: cutText(input.value).text };
      this.#address.write(next, 'being-written');
      this.#ask(next);
      return;
    }
    input.value = written;
    this.#ask(query);
  }

  override componentWillUnmount(): void {
    const { input } = this.props;
    input.removeEventListener('input', this.#type);
    input.removeEventListener('keydown', this.#pressKeyInBox);
    input.form?.removeEventListener('submit', this.#submit);
    removeEventListener('popstate', this.#goBack);
    clearTimeout(this.#typing);
    clearTimeout(this.#speaking);
  }

  /** Whether the focus is on something that may be gone after the update. */
  override getSnapshotBeforeUpdate(): boolean {
    return this.#answer.current?.contains(document.activeElement) ?? false;
  }

  override componentDidUpdate(_props: Props, _state: State, hadFocus: boolean): void {
    if (hadFocus && document.activeElement === document.body) this.#focusNear();
    if (this.#focusOn === null) return;
    const links = this.#links();
    if (links.length <= this.#focusOn) return;
    links[this.#focusOn]?.focus();
    this.#focusOn = null;
  }

  readonly #type = (): void => {
    clearTimeout(this.#typing);
    this.#typing = window.setTimeout(() => this.#askWritten('being-written'), typingPauseInMs);
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    clearTimeout(this.#typing);
    this.#askWritten('asked');
    // The keyboard of a telephone would cover the results.
    if (matchMedia('(pointer: coarse)').matches) this.props.input.blur();
  };

  readonly #goBack = (): void => {
    const { query, written } = this.#address.read();
    if (formatSearchAddress(query) === formatSearchAddress(this.#query)) return;
    clearTimeout(this.#typing);
    this.props.input.value = written;
    this.#ask(query);
  };

  readonly #pressKeyInBox = (event: KeyboardEvent): void => {
    const { input } = this.props;
    if (event.isComposing) return;
    moveFocusInto(this.#links(), event);
    if (event.key === 'Escape' && input.value !== '') {
      event.preventDefault();
      input.value = '';
      clearTimeout(this.#typing);
      this.#askWritten('being-written');
    }
  };

  readonly #pressKeyInResults = (event: KeyboardEvent): void => {
    moveFocusAmong(this.#links(), this.props.input, event);
  };

  readonly #choose = (query: SearchQuery): void => {
    clearTimeout(this.#typing);
    const { input } = this.props;
    const { text } = cutText(input.value);
    // What is written but not asked yet is not lost by choosing something else meanwhile.
    const isOnlyNarrowed = query.text === this.#query.text;
    const next = isOnlyNarrowed && text !== query.text ? withText(query, text) : query;
    if (!isOnlyNarrowed) input.value = query.text;
    this.#address.write(next, 'asked');
    this.#ask(next);
  };

  readonly #askAgain = (): void => {
    this.#ask({ ...this.#query });
  };

  readonly #showMore = async (): Promise<void> => {
    const { search } = this.state;
    if (search.kind !== 'found' || search.next === 'loading') return;
    const { answer, hits } = search;
    this.#dispatch({ kind: 'more-asked' });
    try {
      const to = Math.min(hits.length + pageLength, answer.total);
      const more = await answer.show(hits.length, to);
      const { search: now } = this.state;
      if (now.kind === 'found' && now.answer === answer) this.#focusOn = hits.length;
      this.#dispatch({ kind: 'more-answered', answer, hits: more });
    } catch (error) {
      if (failureOf(error) !== 'replaced' || !reloadOnce())
        this.#dispatch({ kind: 'more-failed', answer });
    }
  };

  #askWritten(how: 'asked' | 'being-written'): void {
    const { text } = cutText(this.props.input.value);
    const query = text === this.#query.text ? this.#query : withText(this.#query, text);
    this.#address.write(query, how);
    if (query !== this.#query || this.state.search.kind === 'failed') this.#ask({ ...query });
  }

  #ask(query: SearchQuery): void {
    // What a function answered for the first question.
    if (this.state.search.kind !== 'idle') clearServedResults();
    this.#query = query;
    if (!asksForSomething(query)) {
      this.#dispatch({ kind: 'cleared', query });
      return;
    }
    this.#dispatch({ kind: 'asked', query });
    void this.#find(query);
  }

  async #find(query: SearchQuery): Promise<void> {
    try {
      const search = await this.#openIndex();
      const answer = await search.find(query);
      if (query !== this.#query) return;
      const hits = await answer.show(0, Math.min(pageLength, answer.total));
      clearServedResults();
      this.#dispatch({ kind: 'answered', query, answer, hits });
      forgetReload();
      void this.#count(answer);
    } catch (error) {
      this.#search = null;
      const failure = failureOf(error);
      if (failure === 'replaced' && reloadOnce()) return;
      this.#dispatch({ kind: 'failed', query, failure });
    }
  }

  /** After the results: they are what was asked for, and they stay if this fails. */
  async #count(answer: SearchAnswer): Promise<void> {
    try {
      this.#dispatch({ kind: 'counted', answer, facets: await answer.facets() });
    } catch (error) {
      if (!(error instanceof IndexError)) throw error;
    }
  }

  #openIndex(): Promise<Search> {
    const { open, locale } = this.props;
    if (this.#search) return this.#search;
    const opening = open({ locale, read: createIndexReader() });
    this.#search = opening;
    // What has failed is tried anew when something is asked again.
    opening.catch(() => {
      if (this.#search === opening) this.#search = null;
    });
    return opening;
  }

  #dispatch(event: SearchEvent): void {
    this.setState(({ search }) => ({ search: nextState(search, event) }));
    clearTimeout(this.#speaking);
    this.#speaking = window.setTimeout(
      () => this.setState(({ search }) => ({ spoken: this.#inWords(search) })),
      speakingPauseInMs,
    );
  }

  #inWords(search: SearchState): string {
    const { words } = this.props;
    if (search.kind === 'searching') return words.loading;
    if (search.kind === 'empty') {
      const { text } = search.query;
      return text.trim() === '' ? words['none.chosen'] : fill(words.none, { text });
    }
    if (search.kind !== 'found') return '';
    const { total, text } = search.answer;
    return fill(countResults(this.#language(), total, text), { text });
  }

  #language(): Language {
    const { words, formats, locale } = this.props;
    return { words, formats, locale };
  }

  /** The links of the results that are shown. */
  #links(): HTMLAnchorElement[] {
    return [...(this.#answer.current?.querySelectorAll<HTMLAnchorElement>('a[data-result]') ?? [])];
  }

  /** What had the focus is gone: it goes on from the next thing like it, not from the page's start. */
  #focusNear(): void {
    const near = this.#answer.current?.querySelector<HTMLElement>(
      '.chosen button, .facets summary',
    );
    (near ?? this.props.input).focus();
  }

  override render(): ComponentChild {
    const { search, spoken } = this.state;
    const { input, words } = this.props;
    return (
      <div
        ref={this.#answer}
        class="answer"
        data-state={search.kind}
        aria-busy={search.kind === 'searching'}
      >
        <p class="visually-hidden" role="status">
          {spoken}
        </p>
        {cutText(input.value).isCut && (
          <p class="notice">{fill(words.cut, { count: longestText })}</p>
        )}
        <Answer
          search={search}
          language={this.#language()}
          onChoose={this.#choose}
          onRetry={this.#askAgain}
          onMore={this.#showMore}
          onKeyDown={this.#pressKeyInResults}
        />
      </div>
    );
  }
}

/** Takes away what a function put into the page for readers without JavaScript. */
function clearServedResults(): void {
  document.getElementById('results')?.replaceChildren();
}

/** Why a search failed. What is no failure of the index is one of ours: said in the console, too. */
function failureOf(error: unknown): IndexError['failure'] {
  if (error instanceof IndexError) return error.failure;
  reportError(error);
  return 'missing';
}
