/*
 * How pages that the CDN keeps are named after what they are made of, so that a change at Contentful
 * reaches all of them. Both sides need the names: who makes pages, and who is told of changes.
 */

/** Whether a text can be the id of an entry or an asset, and stand in a tag and a path. */
export function isContentfulId(text: string): boolean {
  return /^(?!\.+$)[\w.-]{1,64}$/.test(text);
}

/** Pages that are made of an entry or an asset. */
export function tagOf(id: string): string {
  return `cf-${id}`;
}

/** Pages that say that nothing is there. */
export const missingTag = 'cf-missing';

/** Pages that are made of too much to name all of it. */
export const anyTag = 'cf-any';
