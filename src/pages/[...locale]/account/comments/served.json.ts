import type { APIRoute } from 'astro';
import { commentsFilePaths } from '#src/collections/static-files.ts';
import type { CommentsSettings } from '#src/shared/comments/comments-settings.ts';

export const getStaticPaths = commentsFilePaths;

export const GET: APIRoute<{ view: CommentsSettings }> = ({ props }) => Response.json(props.view);
