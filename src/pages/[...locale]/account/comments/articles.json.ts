import type { APIRoute } from 'astro';
import { commentedArticlesPaths } from '#src/collections/static-files.ts';
import type { ArticleTitles } from '#src/shared/comments/comments-settings.ts';

export const getStaticPaths = commentedArticlesPaths;

export const GET: APIRoute<{ view: ArticleTitles }> = ({ props }) => Response.json(props.view);
