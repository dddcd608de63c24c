import { parseArgs } from 'node:util';
import { WrongUseError } from './wrong-use.ts';

type Options = Readonly<Record<string, { readonly type: 'boolean' | 'string' }>>;

export interface ReadOptions {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly positionals: readonly string[];
}

/** Reads what stands after a command's name. @throws WrongUseError */
export function readOptions(args: readonly string[], options: Options, most: number): ReadOptions {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length > most) throw new TypeError(`${positionals[most]} is one too many.`);
    return { values: values as ReadOptions['values'], positionals };
  } catch (cause) {
    throw new WrongUseError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
