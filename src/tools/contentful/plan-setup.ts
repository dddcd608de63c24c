import { isDeepStrictEqual } from 'node:util';
import { kindInWords, kindOf, kindOfOwn, shapeOf, type SpaceField } from './field-shape.ts';
import type { OwnField, OwnType } from './own-types.ts';

/** A content type as Contentful's APIs describe it, as far as it is looked at. */
export interface SpaceType {
  readonly id: string;
  readonly fields: readonly SpaceField[];
}

/** One thing to be done, or that only a person can do. */
export type Step =
  | { readonly kind: 'create type'; readonly type: OwnType }
  | { readonly kind: 'create field'; readonly type: OwnType; readonly field: OwnField }
  | { readonly kind: 'change field'; readonly type: OwnType; readonly field: OwnField }
  | {
      readonly kind: 'conflict';
      readonly type: OwnType;
      readonly field: OwnField;
      readonly is: string;
    };

/** What a space lacks to be as `types` say. Nothing is ever taken away, nor made of another kind. */
export function planSetup(space: readonly SpaceType[], types: readonly OwnType[]): Step[] {
  return types.flatMap((type): Step[] => {
    const known = space.find(({ id }) => id === type.id);
    if (!known) return [{ kind: 'create type', type }];
    return type.fields.flatMap((field) => planField(type, field, known));
  });
}

function planField(type: OwnType, field: OwnField, known: SpaceType): Step[] {
  const there = known.fields.find(({ id }) => id === field.id);
  if (!there) return [{ kind: 'create field', type, field }];
  const is = kindOf(there);
  if (is !== kindOfOwn(field)) return [{ kind: 'conflict', type, field, is }];
  return isAsWanted(there, field) ? [] : [{ kind: 'change field', type, field }];
}

/** Names are the space's own: its authors may call things otherwise. */
function isAsWanted(there: SpaceField, field: OwnField): boolean {
  const { required, localized, validations, items } = shapeOf(field);
  const isSame =
    (there.required ?? false) === required &&
    (there.localized ?? false) === localized &&
    isDeepStrictEqual(rulesOf(there.validations), rulesOf(validations));
  return (
    isSame && isDeepStrictEqual(rulesOf(there.items?.validations), rulesOf(items?.validations))
  );
}

/** Rules in any order, without what Contentful adds or leaves out by itself. */
function rulesOf(validations: readonly object[] | undefined): string[] {
  return (validations ?? []).map((rule) => JSON.stringify(withoutNothing(rule))).toSorted();
}

function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  return Object.fromEntries(
    entries.map(([name, one]) => [name, withoutNothing(one)] as const).toSorted(byName),
  );
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A step in words, for whoever decides on it. */
export function describeStep(step: Step): string {
  const { type } = step;
  if (step.kind === 'create type') {
    return `${type.id}  make the content type, with ${type.fields.map(({ id }) => id).join(', ')}`;
  }
  const place = `${type.id}.${step.field.id}`;
  const wanted = kindInWords(kindOfOwn(step.field));
  if (step.kind === 'create field') return `${place}  add the field (${wanted})`;
  if (step.kind === 'change field') return `${place}  set what it takes and whether it is needed`;
  return `${place}  holds ${kindInWords(step.is)} and not ${wanted}: rename it or map it in site.yaml; nothing is done to it`;
}
