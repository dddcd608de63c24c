/** Changes when the same records would make another index. */
export const searchIndexVersion = 4;
