import type { APIRoute } from 'astro';
import type { FreshSettings } from '#src/collections/fresh/fresh-settings.ts';
import { freshSettingsPaths } from '#src/collections/static-files.ts';

export const getStaticPaths = freshSettingsPaths;

/** What pages are made with that no build has seen. */
export const GET: APIRoute<{ view: FreshSettings }> = ({ props }) => Response.json(props.view);
