import type { Context } from '@netlify/functions';
import { sql } from 'drizzle-orm';
import { answerComments } from '#netlify/lib/comments/answer-comments.ts';
import type { Database } from '#netlify/lib/database/open-database.ts';
import type { NewsletterSite } from '#netlify/lib/newsletter/newsletter-site.ts';
import { measureRun, type Run } from './measure-run.ts';
import { since, type Counts, type Recorder } from './statements.ts';

/*
 * What stands under an article, as the CDN asks for it when it has forgotten it: a full page of
 * comments, of an article in the middle of many.
 */

const articles = 200;
const commentsOfEach = 150;
const runs = [
  { inFlight: 1, requests: 1000 },
  { inFlight: 50, requests: 4000 },
] as const;

/** The article that is asked for, and all that there are by its name. */
export const commented = { locale: 'en', slug: 'article-100' } as const;

export interface CommentResults {
  readonly runs: readonly Run[];
  /** Of one request. */
  readonly counts: Counts;
  readonly comments: number;
  readonly answerInBytes: number;
}

/** Writes under each article as many comments; every third is a reply to the one before. */
export async function fillComments(database: Database, people: number): Promise<void> {
  await database.execute(sql`insert into comments (position, thread, article, author_id, body, state)
    select n, n - case when n % 3 = 0 then 1 else 0 end,
      'en/article-' || (n - 1) / ${commentsOfEach}::int, 'person' || 1 + n % ${people}::int,
      'What I have to say of it, **not** in one sentence but in two. See https://example.org/' || n, 'shown'
    from generate_series(1, ${articles * commentsOfEach}::int) as n`);
  await database.execute(sql`update comments c set parent_id = p.id from comments p
    where p.position = c.thread and c.thread <> c.position`);
  await database.execute(sql`analyze comments`);
}

export async function measureComments(
  site: NewsletterSite,
  recorder: Recorder,
): Promise<CommentResults> {
  const ask = async (): Promise<string> => {
    const url = `${site.origin}/api/comments?article=${commented.locale}/${commented.slug}&format=json`;
    const answer = await answerComments({ request: new Request(url), context: contextOf(site) });
    if (answer.status !== 200) throw new Error(`Comments are answered with ${answer.status}.`);
    return answer.text();
  };
  const text = await ask();
  const before = recorder.counts();
  recorder.keepAs('comments');
  await ask();
  recorder.keepAs(null);
  const counts = since(before, recorder.counts());
  const measured: Run[] = [];
  for (const run of runs) {
    measured.push(await measureRun(run, async () => void (await ask())));
    console.error(`asked ${run.requests} times for comments, ${run.inFlight} in flight`);
  }
  const answerInBytes = Buffer.byteLength(text);
  return { runs: measured, counts, comments: articles * commentsOfEach, answerInBytes };
}

function contextOf({ origin }: NewsletterSite): Context {
  return {
    ip: '10.2.0.1',
    deploy: { context: 'dev', id: '0', published: false },
    site: { id: '0', name: 'bench', url: origin },
    // What functions ask of it is all that it has.
  } as unknown as Context;
}
