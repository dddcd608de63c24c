import type { APIRoute } from 'astro';
import { getSecret } from 'astro:env/server';
import { writeMarkdownTwin } from '#src/collections/feeds/markdown-twin.ts';
import { answerFresh } from '#src/collections/fresh/answer-fresh.ts';
import { requestOf } from '#src/collections/fresh/article-request.ts';
import { readFlatMarkdown } from '#src/collections/fresh/site-files.ts';
import { makeMarkdownTwinView } from '#src/collections/views/markdown-twin.ts';

export const prerender = false;

const contentType = 'text/markdown; charset=utf-8';

/** The Markdown of an article that was published or changed after the last build. */
export const GET: APIRoute = async (context) => {
  const answer = await answerFresh(requestOf(context, getSecret), {
    contentType,
    read: ({ origin, locale, slug }) => readFlatMarkdown(origin, locale, slug),
  });
  if (answer.kind === 'response') return answer.response;
  const { headers } = answer;
  if (answer.kind === 'unavailable') return new Response(null, { status: 503, headers });
  const { article, body, surroundings } = answer.found;
  const view = makeMarkdownTwinView(article, surroundings);
  const text = writeMarkdownTwin(view, article.access === 'public' ? body.markdown : null);
  return new Response(text, { headers: { ...headers, 'Content-Type': contentType } });
};
