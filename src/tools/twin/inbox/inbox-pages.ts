import { type Html, html } from '#src/shared/html.ts';
import type { ScheduledFunction } from '#src/tools/twin/functions/functions.ts';
import { frameSandbox } from './mail-html.ts';
import type { MailPage, StoredMail, WholeMail } from './stored-mails.ts';

/** What came of a scheduled function that somebody ran. */
export interface Ran {
  readonly name: string;
  readonly status: number;
}

export interface ListPageParts {
  readonly page: MailPage;
  readonly scheduled: readonly ScheduledFunction[];
  readonly ran: Ran | null;
}

export function listPage({ page, scheduled, ran }: ListPageParts): string {
  const { mails, count } = page;
  const heading = html`
    <p class="kicker">On this machine only</p>
    <h1>Inbox</h1>
    <p class="standfirst">
      ${count === 0 ? 'What the publication mails stays here, to be read.' : countOf(count)}
    </p>
  `;
  const list = html`<ol class="mails">
    ${mails.map(mailInList)}
  </ol>`;
  return write('Inbox', [
    heading,
    ran === null ? null : sayRan(ran),
    count === 0 ? emptyState() : list,
    pager(page),
    scheduled.length === 0 ? null : clock(scheduled),
  ]);
}

export function mailPage(mail: WholeMail): string {
  const at = `/__inbox/${encodeURIComponent(mail.name)}`;
  const heading = html`
    <p class="kicker"><a href="/__inbox/">Inbox</a></p>
    <h1 dir="auto">${subjectOf(mail)}</h1>
    <dl class="facts">
      <div>
        <dt>From</dt>
        <dd dir="auto">${mail.from}</dd>
      </div>
      <div>
        <dt>To</dt>
        <dd dir="auto">${mail.to}</dd>
      </div>
      <div>
        <dt>Sent</dt>
        <dd>${timeOf(mail)}</dd>
      </div>
    </dl>
    <p class="furniture"><a href="${at}/raw" download>Download the mail as it is (.eml)</a></p>
  `;
  const picture = html`<section aria-labelledby="html">
    <h2 id="html">As HTML</h2>
    <iframe sandbox="${frameSandbox}" src="${at}/html" title="The mail as HTML"></iframe>
  </section>`;
  const text = html`<section aria-labelledby="text">
    <h2 id="text">As text</h2>
    <div class="text" dir="auto">${withLinks(mail.text ?? '')}</div>
  </section>`;
  const headers = html`<section aria-labelledby="headers">
    <h2 id="headers">Headers</h2>
    <dl class="headers">
      ${mail.headers.map(
        ({ name, value }) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </section>`;
  return write(subjectOf(mail), [
    heading,
    mail.html === null ? null : picture,
    mail.text === null ? null : text,
    headers,
  ]);
}

function write(title: string, parts: readonly (Html | null)[]): string {
  return html`<!doctype html>
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/__inbox/style.css" />
      </head>
      <body>
        <main>${parts}</main>
      </body>
    </html>`.text;
}

function countOf(count: number): string {
  return count === 1 ? 'One mail.' : `${count} mails, newest first.`;
}

function mailInList(mail: StoredMail): Html {
  return html`<li>
    <h2 dir="auto">
      <a href="/__inbox/${encodeURIComponent(mail.name)}/">${subjectOf(mail)}</a>
    </h2>
    <p class="furniture">
      <span>To <bdi>${mail.to}</bdi></span>
      <span>From <bdi>${mail.from}</bdi></span>
      <span>${timeOf(mail)}</span>
    </p>
  </li>`;
}

function subjectOf({ subject }: StoredMail): string {
  return subject.trim() === '' ? '(no subject)' : subject;
}

const clockTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

function timeOf({ date }: StoredMail): Html {
  if (date === null) return html`at no time it tells`;
  return html`<time datetime="${date.toISOString()}">${clockTime.format(date)}</time>`;
}

function emptyState(): Html {
  return html`<p class="empty">
    Nothing has been sent yet. <a href="/">Go to the front page</a> and subscribe to the newsletter;
    the mail that asks you to confirm arrives here.
  </p>`;
}

function pager({ page, pages }: MailPage): Html | null {
  if (pages === 1) return null;
  const newer = html`<a href="/__inbox/?page=${page - 1}" rel="prev">Newer</a>`;
  const older = html`<a href="/__inbox/?page=${page + 1}" rel="next">Older</a>`;
  return html`<nav class="pager furniture" aria-label="Pages">
    ${page > 1 ? newer : null}
    <span>Page ${page} of ${pages}</span>
    ${page < pages ? older : null}
  </nav>`;
}

function sayRan({ name, status }: Ran): Html {
  const went = status < 400 ? 'ran' : 'failed: what it says is in the terminal';
  return html`<p class="ran" role="status">${name} ${went} (${status}).</p>`;
}

function clock(scheduled: readonly ScheduledFunction[]): Html {
  return html`<section aria-labelledby="clock">
    <h2 id="clock">The clock</h2>
    <p>Netlify calls these by the clock. Here you are the clock.</p>
    <ul class="clock">
      ${scheduled.map(
        ({ name, schedule }) =>
          html`<li>
            <span><b>${name}</b> <span class="furniture">${schedule}</span></span>
            <form method="post" action="/__inbox/run/${encodeURIComponent(name)}">
              <button aria-label="Run now: ${name}">Run now</button>
            </form>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** A text with its addresses as links. */
function withLinks(text: string): Html[] {
  return text.split(/(https?:\/\/[^\s<>"]+)/u).map((part, at) => {
    if (at % 2 === 0) return html`${part}`;
    return html`<a href="${part}" target="_blank" rel="noopener">${part}</a>`;
  });
}
