import type { Engine } from './engine.ts';
import { fuse } from './fuse.ts';
import { miniSearch } from './minisearch.ts';
import { orama } from './orama.ts';
import { pagefind } from './pagefind.ts';

/** The searches that are compared, ours first. */
export const engines: readonly Engine[] = [pagefind, miniSearch, orama, fuse];
