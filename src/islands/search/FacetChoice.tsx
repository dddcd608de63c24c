import { Component, type ComponentChild } from 'preact';
import { firstValues, labelOf, mostValues } from '#src/shared/search/results-in-words.ts';
import type { FacetName, FacetValue } from '#src/shared/search/search-answer.ts';
import { fill } from '#src/shared/strings/fill.ts';
import type { Language } from './language.ts';

export interface Props {
  name: FacetName;
  values: readonly FacetValue[];
  chosen: readonly string[];
  language: Language;
  /** Chooses a value, or no longer. */
  onToggle: (value: string) => void;
}

interface State {
  /** Part of the name that a reader looks for. */
  readonly written: string;
  /** Whether all values are seen, not only the first. */
  readonly isWhole: boolean;
}

/** The values of a facet. Where there are many, the first of them and a field to find the others. */
export class FacetChoice extends Component<Props, State> {
  override state: State = { written: '', isWhole: false };

  readonly #write = ({ currentTarget }: { currentTarget: HTMLInputElement }): void =>
    this.setState({ written: currentTarget.value });

  #seen(): readonly FacetValue[] {
    const { name, values, chosen, language } = this.props;
    const { written, isWhole } = this.state;
    const part = bare(written.trim());
    if (part !== '')
      return values.filter((one) => bare(labelOf(language.words, name, one)).includes(part));
    return isWhole ? values : firstValues(values, chosen);
  }

  override render(): ComponentChild {
    const { name, values, chosen, language, onToggle } = this.props;
    const { words, formats } = language;
    const { written, isWhole } = this.state;
    const numbers = new Intl.NumberFormat(formats);
    const facet = words[`facet.${name}`];
    const label = fill(words['facet.find'], { facet });
    const isLong = values.length > mostValues;
    const isSought = written.trim() !== '';
    const seen = this.#seen();
    const count = numbers.format(seen.length);
    const total = numbers.format(values.length);
    return (
      <>
        {isLong && (
          <div class="find">
            <input
              type="search"
              aria-label={label}
              placeholder={label}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              value={written}
              onInput={this.#write}
            />
            <p role="status">{isSought && fill(words['facet.found'], { count, total })}</p>
          </div>
        )}
        <fieldset>
          <legend class="visually-hidden">{facet}</legend>
          {seen.map((one) => (
            <label key={one.value}>
              <input
                type="checkbox"
                name={name}
                value={one.value}
                checked={chosen.includes(one.value)}
                onChange={() => onToggle(one.value)}
              />
              <span>{labelOf(words, name, one)}</span>
              <span class="count">{numbers.format(one.count)}</span>
            </label>
          ))}
        </fieldset>
        {isLong && !isSought && (
          <button
            class="all"
            aria-expanded={isWhole}
            onClick={() => this.setState({ isWhole: !isWhole })}
          >
            {isWhole ? words['facet.fewer'] : fill(words['facet.all'], { count: total })}
          </button>
        )}
      </>
    );
  }
}

/** A name without capitals and marks: who looks for `Jose` finds `José`. */
function bare(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
