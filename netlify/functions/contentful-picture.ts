import type { Config, Context } from '@netlify/functions';
import { answerPicture } from '#netlify/lib/contentful/answer-picture.ts';

/** A picture of the publication's space at Contentful, in one of the sizes that pages ask for. */
export default function contentfulPicture(request: Request, context: Context): Promise<Response> {
  return answerPicture(request, context.params);
}

export const config: Config = {
  path: '/_contentful/:asset/:version/:name',
  method: 'GET',
  rateLimit: { windowLimit: 600, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
