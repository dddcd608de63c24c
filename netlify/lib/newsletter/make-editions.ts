import { sql } from 'drizzle-orm';
import {
  frequencies,
  type EditionArticle,
  type Frequency,
} from '#netlify/database/schema/newsletter.ts';
import type { NewsletterSettings } from '#src/shared/newsletter/newsletter-settings.ts';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import { readFeed } from './read-feed.ts';
import { readSettings, type NewsletterSite } from './newsletter-site.ts';

/**
 * What was published before the last edition is old, unless it is not older than this: a feed may show
 * old articles anew, under a new address or because another is gone.
 */
const freshInDays = 7;

/** The hour of the day from which a weekly edition is made. */
const weeklyHour = 6;

/**
 * Makes the editions that are due: for each language and frequency one of what has been published
 * since the last. Articles are announced once for each, also where two do this at once.
 *
 * @returns how many were made
 */
export async function makeEditions(
  database: Database,
  { site, now }: { readonly site: NewsletterSite; readonly now: Date },
): Promise<number> {
  const { locales } = await readSettings(site, null);
  let made = 0;
  for (const { code } of locales) {
    const settings = await readSettings(site, code);
    if (settings.isPaused) continue;
    const articles = await readFeed(site, settings);
    for (const frequency of frequencies) {
      if (frequency === 'weekly' && !isWeekly(now, settings)) continue;
      const one = { settings, frequency, now };
      made += (await makeEdition(database, articles, one)) ? 1 : 0;
    }
  }
  return made;
}

interface Occasion {
  readonly settings: NewsletterSettings;
  readonly frequency: Frequency;
  readonly now: Date;
}

/** Whether the weekly edition may be made: on its day, where the publication is, in the morning or later. */
export function isWeekly(
  now: Date,
  { weekday, timeZone }: Pick<NewsletterSettings, 'weekday' | 'timeZone'>,
): boolean {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1;
  return day === weekday && Number(part('hour')) >= weeklyHour;
}

function makeEdition(
  database: Database,
  articles: readonly EditionArticle[],
  { settings: { locale, timeZone }, frequency, now }: Occasion,
): Promise<boolean> {
  return database.transaction(async (transaction) => {
    // One at a time for a language and a frequency; the lock ends with the transaction.
    await transaction.execute(
      sql`select pg_advisory_xact_lock(hashtext(${`edition:${locale}:${frequency}`}))`,
    );
    const [last] = await rowsOf<{ at: string | Date | null }>(
      transaction,
      sql`select max(created_at) as at from editions
        where locale = ${locale} and frequency = ${frequency}`,
    );
    if (frequency === 'weekly' && last?.at && isThisWeek(new Date(last.at), now)) return false;
    const added = await announce(transaction, articles, { locale, frequency });
    const lately = now.getTime() - freshInDays * 24 * 60 * 60 * 1000;
    const since = last?.at ? Math.min(lately, new Date(last.at).getTime()) : lately;
    const fresh = articles.filter(
      ({ url, publishedAt }) => added.has(url) && Date.parse(publishedAt) >= since,
    );
    if (fresh.length === 0) return false;
    const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now);
    const base = frequency === 'weekly' ? `${day}-weekly` : day;
    const slug = await freeSlug(transaction, { locale, base });
    const [edition] = await rowsOf<{ id: string }>(
      transaction,
      sql`insert into editions (slug, locale, frequency, articles, created_at)
        values (${slug}, ${locale}, ${frequency}, ${JSON.stringify(fresh)}::jsonb, ${now.toISOString()})
        returning id`,
    );
    const urls = sql.join(
      fresh.map(({ url }) => sql`${url}`),
      sql`, `,
    );
    await transaction.execute(
      sql`update announcements set edition_id = ${edition?.id ?? null}
        where locale = ${locale} and frequency = ${frequency} and url in (${urls})`,
    );
    return true;
  });
}

/** Whether there has been one lately: what comes later on its day waits for the next week. */
function isThisWeek(last: Date, now: Date): boolean {
  return now.getTime() - last.getTime() < 6 * 24 * 60 * 60 * 1000;
}

/** Answers the addresses that were not announced before. */
async function announce(
  transaction: Database,
  articles: readonly EditionArticle[],
  { locale, frequency }: { readonly locale: string; readonly frequency: Frequency },
): Promise<ReadonlySet<string>> {
  if (articles.length === 0) return new Set();
  const rows = articles.map(({ url }) => sql`(${url}, ${locale}, ${frequency})`);
  const added = await rowsOf<{ url: string }>(
    transaction,
    sql`insert into announcements (url, locale, frequency) values ${sql.join(rows, sql`, `)}
      on conflict do nothing returning url`,
  );
  return new Set(added.map(({ url }) => url));
}

/** `2026-11-25`, or with a number where the day has had one. */
async function freeSlug(
  transaction: Database,
  { locale, base }: { readonly locale: string; readonly base: string },
): Promise<string> {
  const taken = await rowsOf<{ slug: string }>(
    transaction,
    sql`select slug from editions where locale = ${locale} and slug like ${`${base}%`}`,
  );
  const slugs = new Set(taken.map(({ slug }) => slug));
  let slug = base;
  for (let number = 2; slugs.has(slug); number += 1) slug = `${base}-${number}`;
  return slug;
}
