import { Component, createRef, type ComponentChild } from 'preact';
import type { openSearch } from '#src/shared/search/open-search.ts';
import {
  asksForSomething,
  cutText,
  formatSearchAddress,
  longestText,
  mostShown,
  parseSearchAddress,
  withoutUnknown,
  withText,
  type AddressedQuery,
} from '#src/shared/search/search-address.ts';
import type { SearchAnswer, SearchQuery } from '#src/shared/search/search-answer.ts';
import { createIndexReader } from '#src/shared/search/index-reader.ts';
import { pageLength } from '#src/shared/search/results-in-words.ts';
import { fill } from '#src/shared/strings/fill.ts';
import type { SearchWords } from '#src/shared/strings/search-words.ts';
import { Answer } from './Answer.tsx';
import { AddressBar, keepPlace, keptPlace } from './address-bar.ts';
import { clearServedResults, withServedChoices } from './served-results.ts';
import { inWords } from './in-words.ts';
import type { Language } from './language.ts';
import { moveFocusAmong, moveFocusInto } from './move-focus.ts';
import { comeBack, comeBackTo, isUntouched } from './place.ts';
import { writePageTitle } from './page-title.ts';
import { facetsOf, failureOf, loadAnswer, type Answered } from './load-answer.ts';
import { OpenIndex } from './open-index.ts';
import { forgetReload, reloadOnce } from './reload-once.ts';
import { answerIn, nextState, type SearchEvent, type SearchState } from './search-state.ts';
import { TypingPace } from './typing-pace.ts';

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

const speakingPauseInMs = 700;

/** The answer to what stands in the box and in the address; these and it follow one another. */
export class SearchPanel extends Component<Props, State> {
  override state: State = {
    search: { kind: 'idle', query: parseSearchAddress('').query },
    spoken: '',
  };
  readonly #address = new AddressBar();
  #query: SearchQuery = this.state.search.query;
  readonly #index = new OpenIndex(() =>
    this.props.open({ locale: this.props.locale, read: createIndexReader() }),
  );
  readonly #pace = new TypingPace();
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
    addEventListener('pagehide', keepPlace);
    this.#index.open().catch(() => {
      // Said when something is asked.
    });
    const { query, written, ...seen } = this.#address.read();
    // What was written while this was loading counts more than the address.
    if (input.value !== '' && input.value !== input.defaultValue) {
      const next = { ...query, text: cutText(input.value).text };
      this.#address.write(next, 'being-written');
      this.#ask(next);
      return;
    }
    input.value = written;
    const place = keptPlace();
    if (place && isUntouched(place)) comeBackTo(place);
    this.#ask(query, seenIn(seen));
  }

  override componentWillUnmount(): void {
    const { input } = this.props;
    input.removeEventListener('input', this.#type);
    input.removeEventListener('keydown', this.#pressKeyInBox);
    input.form?.removeEventListener('submit', this.#submit);
    removeEventListener('popstate', this.#goBack);
    removeEventListener('pagehide', keepPlace);
    this.#pace.stop();
    clearTimeout(this.#speaking);
  }

  /** Whether the focus is on something that may be gone after the update. */
  override getSnapshotBeforeUpdate(): boolean {
    return this.#answer.current?.contains(document.activeElement) ?? false;
  }

  override componentDidUpdate(_props: Props, _state: State, hadFocus: boolean): void {
    if (hadFocus && document.activeElement === document.body) this.#focusNear();
    if (answerIn(this.state.search) === this.state.search) comeBack();
    if (this.#focusOn === null) return;
    const links = this.#links();
    if (links.length <= this.#focusOn) return;
    links[this.#focusOn]?.focus();
    this.#focusOn = null;
  }

  readonly #type = (): void => {
    this.#pace.type(() => this.#askWritten('being-written'));
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#pace.stop();
    this.#askWritten('asked');
    // The keyboard of a telephone would cover the results.
    if (matchMedia('(pointer: coarse)').matches) this.props.input.blur();
  };

  readonly #goBack = (): void => {
    const { query, written, ...seen } = this.#address.read();
    if (formatSearchAddress(query) === formatSearchAddress(this.#query)) return;
    this.#pace.stop();
    this.props.input.value = written;
    comeBackTo(keptPlace());
    this.#ask(query, seenIn(seen));
  };

  readonly #pressKeyInBox = (event: KeyboardEvent): void => {
    const { input } = this.props;
    if (event.isComposing) return;
    moveFocusInto(this.#links(), event);
    if (event.key === 'Escape' && input.value !== '') {
      event.preventDefault();
      input.value = '';
      this.#pace.stop();
      this.#askWritten('being-written');
    }
  };

  readonly #pressKeyInResults = (event: KeyboardEvent): void => {
    moveFocusAmong(this.#links(), this.props.input, event);
  };

  readonly #choose = (query: SearchQuery): void => {
    this.#pace.stop();
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
      if (now.kind === 'found' && now.answer === answer) {
        this.#focusOn = hits.length;
        this.#address.writeShown(now.query, to);
      }
      this.#dispatch({ kind: 'more-answered', answer, hits: more });
    } catch (error) {
      if (failureOf(error) !== 'replaced' || !reloadOnce())
        this.#dispatch({ kind: 'more-failed', answer });
    }
  };

  #askWritten(how: 'asked' | 'being-written'): void {
    const { text } = cutText(this.props.input.value);
    const known = withoutUnknown(this.#query, answerIn(this.state.search)?.answer.unknown ?? []);
    const query = text === this.#query.text ? this.#query : withText(known, text);
    this.#address.write(query, how);
    if (query !== this.#query || this.state.search.kind === 'failed') this.#ask({ ...query });
  }

  /** Asks a query, and sees as many of its results. */
  #ask(query: SearchQuery, shown = pageLength): void {
    // What a function answered for the first question.
    if (this.state.search.kind !== 'idle') clearServedResults();
    this.#query = query;
    writePageTitle(query.text, this.props.words);
    if (!asksForSomething(query)) {
      this.#dispatch({ kind: 'cleared', query });
      return;
    }
    this.#dispatch({ kind: 'asked', query });
    void this.#find(query, shown);
  }

  async #find(query: SearchQuery, shown: number): Promise<void> {
    try {
      const answered = await this.#pace.measure(this.#load(query, shown));
      if (!answered) return;
      const narrowed = withServedChoices(query);
      clearServedResults();
      this.#dispatch({ kind: 'answered', query, ...answered });
      forgetReload();
      if (query === this.#query && narrowed !== query) this.#choose(narrowed);
      if (answered.facets === null) void this.#count(answered.answer);
    } catch (error) {
      this.#index.close();
      const failure = failureOf(error);
      if (failure === 'replaced' && reloadOnce()) return;
      this.#dispatch({ kind: 'failed', query, failure });
    }
  }

  /** Null where another query has been asked meanwhile. */
  async #load(query: SearchQuery, shown: number): Promise<Answered | null> {
    const search = await this.#index.open();
    const answer = await search.find(query);
    if (query !== this.#query) return null;
    const isCounted = Boolean(answerIn(this.state.search)?.facets);
    return loadAnswer(answer, { shown, isCounted });
  }

  /** After the results: they are what was asked for. */
  async #count(answer: SearchAnswer): Promise<void> {
    const facets = await facetsOf(answer);
    if (facets) this.#dispatch({ kind: 'counted', answer, facets });
  }

  #dispatch(event: SearchEvent): void {
    this.setState(({ search }) => ({ search: nextState(search, event) }));
    clearTimeout(this.#speaking);
    if (event.kind === 'cleared') this.setState({ spoken: '' });
    else this.#speaking = window.setTimeout(this.#speak, speakingPauseInMs);
  }

  readonly #speak = (): void =>
    this.setState(({ search }) => ({ spoken: inWords(search, this.#language()) }));

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

/** How many results a reader sees who comes to an address. One without JavaScript was at a page of them. */
function seenIn({ shown, page }: Pick<AddressedQuery, 'shown' | 'page'>): number {
  return Math.min(Math.max(shown, (page ?? 1) * pageLength), mostShown);
}
