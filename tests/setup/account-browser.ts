import type { Context } from '@netlify/functions';
import { answerAccount } from '#netlify/lib/accounts/answer-account.ts';
import { answerAuth } from '#netlify/lib/accounts/answer-auth.ts';
import type { Sender } from '#netlify/lib/accounts/send-afterwards.ts';
import { sendMails } from '#netlify/lib/accounts/send-mails.ts';
import type { Mail } from '#netlify/lib/mail/mail.ts';
import { makeContext, makeMailer } from '#tests/setup/newsletter.ts';

/*
 * A browser without JavaScript: it keeps cookies, sends forms with its origin, and shows what
 * functions answer. It asks the functions themselves, by real requests.
 */

export interface BrowserOptions {
  /** Where the site is. */
  readonly url: string;
  readonly ip?: string;
  /** The name by which it came. */
  readonly visited?: string;
  /** How the site is deployed; on one's own machine unless told. */
  readonly context?: 'production';
  /** Whether the site is served by a server of its owner's, behind a proxy. */
  readonly isPublished?: boolean;
}

export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly mails: Mail[] = [];
  readonly #options: BrowserOptions;
  readonly #mailer = makeMailer();
  #sending: Promise<unknown> = Promise.resolve();

  constructor(options: BrowserOptions) {
    this.#options = options;
  }

  get origin(): string {
    return this.#options.visited ?? this.#options.url;
  }

  /** Another browser with the same cookies, as a second tab has them. */
  tab(): TestBrowser {
    const tab = new TestBrowser(this.#options);
    for (const [name, value] of this.cookies) tab.cookies.set(name, value);
    return tab;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send(new Request(new URL(path, this.origin), { headers }));
  }

  /** Sends a form, as a page of the site does. */
  post(
    path: string,
    fields: Record<string, string> | string = {},
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.send(
      new Request(new URL(path, this.origin), {
        method: 'POST',
        headers: {
          origin: this.origin,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
          ...headers,
        },
        body: new URLSearchParams(fields),
      }),
    );
  }

  async send(request: Request): Promise<Response> {
    if (this.cookies.size > 0) {
      const pairs = [...this.cookies].map(([name, value]) => `${name}=${value}`);
      request.headers.set('cookie', pairs.join('; '));
    }
    const context = makeContext(this.#options.url, this.#options.ip);
    if (this.#options.context) Object.assign(context.deploy, { context: this.#options.context });
    Object.assign(context.deploy, { published: this.#options.isPublished ?? false });
    const answer = await this.#ask(request, context);
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    await this.#sending;
    return answer;
  }

  #ask(request: Request, context: Context): Promise<Response> {
    if (new URL(request.url).pathname.startsWith('/api/auth/')) {
      return answerAuth({ request, context });
    }
    const sender: Sender = {
      send: (mails, place) => {
        this.#sending = sendMails(mails, { ...place, mailer: this.#mailer }).then(() =>
          this.mails.push(...this.#mailer.sent.splice(0)),
        );
      },
      drain: () => undefined,
    };
    return answerAccount({ request, context, sender, pace: 0 });
  }

  #keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(cookie) ?? [];
    if (/;\s*max-age=0\b/iu.test(cookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }

  /** The address in the last mail, as a path with its query. */
  linkInMail(): string {
    const mail = this.mails.at(-1);
    const link = /https?:\/\/\S+/u.exec(mail?.text ?? '')?.[0];
    if (!link) throw new Error('No mail with a link was sent.');
    const { pathname, search } = new URL(link);
    return pathname + search;
  }

  tokenInMail(): string {
    return new URLSearchParams(this.linkInMail().split('?')[1]).get('token') ?? '';
  }
}

export const goodPassword = 'seven boats under a bridge';

/** Makes an account with a password, and signs in with it, by the forms alone. */
export async function signUpBy(
  browser: TestBrowser,
  { email = 'ann@example.org', name = 'Ann', password = goodPassword } = {},
): Promise<void> {
  await browser.post('/account/sign-up', { name, email, password });
  const token = browser.tokenInMail();
  const answer = await browser.post('/account/confirm', { token, password });
  if (answer.status !== 303) throw new Error(`Signing up ends with ${answer.status}.`);
}

/** As whom a browser is signed in; null where it is not. The overview says so. */
export async function whoIs(browser: TestBrowser): Promise<string | null> {
  const page = await (await browser.get('/account/')).text();
  return /\[overview\.text\] (\S+?)</u.exec(page)?.[1] ?? null;
}
