import type { Config, Context } from '@netlify/functions';
import { answerPreview } from '#netlify/lib/preview/answer-preview.ts';

/** Articles as they are at Contentful, published or not, for editors. */
export default function preview(request: Request, context: Context): Promise<Response> {
  return answerPreview({ request, context });
}

export const config: Config = {
  path: '/preview/*',
  rateLimit: { windowLimit: 120, windowSize: 60, aggregateBy: ['ip', 'domain'] },
};
