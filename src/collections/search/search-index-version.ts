/**
 * Changes when the same records would make another index, or the same index would be written in
 * another way: readers keep its files for a year.
 */
export const searchIndexVersion = 7;
