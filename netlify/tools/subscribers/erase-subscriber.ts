import { openDatabase } from '#netlify/lib/database/open-database.ts';
import { parseMailAddress } from '#netlify/lib/newsletter/mail-address.ts';
import { erase } from '#netlify/lib/newsletter/personal-data.ts';
import { readOptions } from './read-options.ts';
import { WrongUseError } from './wrong-use.ts';

/** `erase <address>`. */
export async function eraseSubscriber(args: readonly string[]): Promise<number> {
  const { positionals } = readOptions(args, {}, 1);
  const [written] = positionals;
  if (written === undefined) throw new WrongUseError('Whom? Name an address.');
  const address = parseMailAddress(written);
  if (address === null) throw new WrongUseError(`${JSON.stringify(written)} is no mail address.`);
  if (await erase(openDatabase(), address)) {
    console.log(`${address} is erased. Left are what was agreed to and when, under a hash.`);
    return 0;
  }
  console.error(`Nothing is kept of ${address}.`);
  return 1;
}
