import type { AccountSettings } from '#src/shared/accounts/account-settings.ts';

/** A moment as the day it was for the publication. */
export function formatDay(
  moment: Date | string,
  { formats, timeZone }: Pick<AccountSettings, 'formats' | 'timeZone'>,
): string {
  return new Intl.DateTimeFormat(formats, { dateStyle: 'long', timeZone }).format(new Date(moment));
}
