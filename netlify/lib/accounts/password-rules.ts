/** How long passwords are, in characters. */
export const passwordLength = { least: 10, most: 128 } as const;
