import type { APIRoute } from 'astro';
import { searchSettingsPaths } from '#src/collections/static-files.ts';
import type { SearchSettings } from '#src/shared/search/search-settings.ts';

export const getStaticPaths = searchSettingsPaths;

export const GET: APIRoute<{ view: SearchSettings }> = ({ props }) => Response.json(props.view);
