import { ActForm, actsOn } from './ActForm.tsx';
import { mergeOwn, takeIn } from './merge-own.ts';
import { SendForm } from './SendForm.tsx';

/** What only those need who are signed in: others do not load it. */
export const forms = { ActForm, SendForm, actsOn, mergeOwn, takeIn } as const;

export type Forms = typeof forms;
