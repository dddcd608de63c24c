export const fuseKeys = [
  { name: 'title', weight: 0.4 },
  { name: 'description', weight: 0.3 },
  { name: 'topics', weight: 0.2 },
  { name: 'body', weight: 0.1 },
] as const;
