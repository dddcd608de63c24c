import { sql } from 'drizzle-orm';
import { rowsOf, type Database } from '#netlify/lib/database/open-database.ts';
import type { Mail, Mailer } from '#netlify/lib/mail/mail.ts';
import { deliverEditions } from '#netlify/lib/newsletter/deliver-editions.ts';
import { listDeliveries } from '#netlify/lib/newsletter/list-deliveries.ts';
import { makeEditions } from '#netlify/lib/newsletter/make-editions.ts';
import type { NewsletterSite } from '#netlify/lib/newsletter/newsletter-site.ts';
import { since, type Counts, type Recorder } from './statements.ts';

const batchSize = 100;
const marks = [0.1, 0.5, 1] as const;

/** Where it stood when a share of the mails had been handed over. */
export interface Mark {
  readonly share: number;
  readonly heapInBytes: number;
  readonly residentInBytes: number;
  /** Since the mark before. */
  readonly mailsPerSecond: number;
}

export interface EditionResults {
  readonly mails: number;
  /** Of one, HTML and text. */
  readonly mailInCharacters: number;
  readonly listingInSeconds: number;
  readonly sendingInSeconds: number;
  readonly perBatch: Counts;
  readonly marks: readonly Mark[];
}

export interface Edition {
  readonly database: Database;
  readonly site: NewsletterSite;
  readonly subscribers: number;
  readonly recorder: Recorder;
  /** Called when half of the mails are sent; the time it takes is not counted. */
  readonly halfway: (editionId: string) => Promise<void>;
}

/** Makes an edition, lists whom it goes to, and sends it: as the clock does, one after the other. */
export async function measureEdition(edition: Edition): Promise<EditionResults> {
  const { database, site, recorder } = edition;
  await makeEditions(database, { site, now: new Date() });
  const [made, ...others] = await rowsOf<{ id: string }>(
    database,
    sql`select id from editions where sent_at is null`,
  );
  if (!made || others.length > 0) throw new Error('There is to be one edition.');
  recorder.keepAs('listing deliveries');
  const start = performance.now();
  while (await listDeliveries(database, made.id));
  const listingInSeconds = (performance.now() - start) / 1000;
  recorder.keepAs('sending deliveries');
  const sent = await send(edition, made.id);
  recorder.keepAs(null);
  return { ...sent, listingInSeconds };
}

async function send(
  edition: Edition,
  editionId: string,
): Promise<Omit<EditionResults, 'listingInSeconds'>> {
  const { database, site, subscribers } = edition;
  const carrier = new Carrier(edition, editionId);
  await deliverEditions({ database, site, mailer: carrier, until: Number.POSITIVE_INFINITY });
  const [{ sent } = { sent: 0 }] = await rowsOf<{ sent: number }>(
    database,
    sql`select count(*)::int as sent from deliveries where state = 'sent' and edition_id = ${editionId}`,
  );
  if (sent !== subscribers || carrier.mails !== sent) {
    throw new Error(`${carrier.mails} mails for ${subscribers} subscribers, ${sent} noted.`);
  }
  return carrier.results();
}

/** Takes every mail at once and keeps none. Measures between two batches. */
class Carrier implements Mailer {
  readonly knowsIds = true;
  readonly batchSize = batchSize;
  mails = 0;
  readonly #edition: Edition;
  readonly #editionId: string;
  readonly #marks: Mark[] = [];
  #characters = 0;
  #batches = 0;
  #counts: Counts = { statements: 0, transactions: 0 };
  #first: Counts | null = null;
  /** Moved forward by what is not counted. */
  #start = performance.now();
  #markAt = this.#start;
  #markMails = 0;
  #seconds = 0;

  constructor(edition: Edition, editionId: string) {
    this.#edition = edition;
    this.#editionId = editionId;
  }

  send = (): Promise<{ kind: 'sent' }> => Promise.resolve({ kind: 'sent' });

  sendBatch = async (mails: readonly Mail[]): Promise<{ kind: 'sent' }[]> => {
    const counts = this.#edition.recorder.counts();
    this.#first ??= counts;
    this.#counts = since(this.#first, counts);
    this.#batches += 1;
    this.mails += mails.length;
    for (const { html, text } of mails) this.#characters += html.length + text.length;
    await this.#pass();
    return mails.map(() => ({ kind: 'sent' }));
  };

  async #pass(): Promise<void> {
    const share = marks[this.#marks.length];
    if (share === undefined || this.mails < share * this.#edition.subscribers) return;
    const now = performance.now();
    this.#seconds = (now - this.#start) / 1000;
    // Given by `--expose-gc`: what is measured is what somebody holds.
    (globalThis as { gc?: () => void }).gc?.();
    const { heapUsed: heapInBytes, rss: residentInBytes } = process.memoryUsage();
    const mailsPerSecond = (this.mails - this.#markMails) / ((now - this.#markAt) / 1000);
    this.#marks.push({ share, heapInBytes, residentInBytes, mailsPerSecond });
    console.error(`sent ${this.mails} mails, ${mailsPerSecond.toFixed(0)} a second`);
    const before = this.#edition.recorder.counts();
    if (share === 0.5) await this.#edition.halfway(this.#editionId);
    const aside = since(before, this.#edition.recorder.counts());
    this.#first = {
      statements: (this.#first?.statements ?? 0) + aside.statements,
      transactions: (this.#first?.transactions ?? 0) + aside.transactions,
    };
    this.#markAt = performance.now();
    this.#markMails = this.mails;
    this.#start += this.#markAt - now;
  }

  results(): Omit<EditionResults, 'listingInSeconds'> {
    const { mails } = this;
    const between = Math.max(1, this.#batches - 1);
    return {
      mails,
      mailInCharacters: this.#characters / mails,
      sendingInSeconds: this.#seconds,
      perBatch: {
        statements: this.#counts.statements / between,
        transactions: this.#counts.transactions / between,
      },
      marks: this.#marks,
    };
  }
}
