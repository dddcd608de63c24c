import type { APIRoute } from 'astro';
import { commentedArticlesPaths } from '#src/collections/static-files.ts';
import type { CommentedArticles } from '#src/shared/comments/comments-settings.ts';

export const getStaticPaths = commentedArticlesPaths;

export const GET: APIRoute<{ view: CommentedArticles }> = ({ props }) => Response.json(props.view);
