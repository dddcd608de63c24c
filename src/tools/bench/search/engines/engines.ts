import type { Engine } from './engine.ts';
import { broadsheet } from './broadsheet.ts';
import { fuse } from './fuse.ts';
import { miniSearch } from './minisearch.ts';
import { orama } from './orama.ts';
import { pagefind } from './pagefind.ts';

/** The searches that are compared, ours first. */
export const engines: readonly Engine[] = [broadsheet, pagefind, miniSearch, orama, fuse];
