import { createServer } from 'node:http';
import { afterAll, beforeAll } from 'vitest';
import { forgetFiles } from '#netlify/lib/newsletter/newsletter-site.ts';
import {
  accountMailNames,
  type AccountMailTemplates,
  type AccountSettings,
  type AccountWords,
} from '#src/shared/accounts/account-settings.ts';
import { englishAccountStrings } from '#src/shared/strings/account-en.ts';

/** A site that has what the build writes for accounts, and two pages. */
export interface AccountTestSite {
  readonly url: string;
  setSettings: (changed: Partial<AccountSettings>) => void;
  setDown: (isDown: boolean) => void;
}

/** Words are their own keys, so that tests can look for them; those with a value have that, too. */
const words = Object.fromEntries(
  Object.entries(englishAccountStrings).map(([key, text]) => {
    const values = [...text.matchAll(/\{(?:address|date|least|most)\}/gu)].map(String);
    const short = key.slice('account.'.length);
    return [short, [`[${short}]`, ...values].join(' ')];
  }),
) as AccountWords;

const mail = Object.fromEntries(
  accountMailNames.map((name) => [
    name,
    { subject: `Subject of ${name}`, html: '<a href="{{link}}">go</a>', text: '{{link}}\n' },
  ]),
) as unknown as AccountMailTemplates;

const locales = [
  { code: 'en', name: 'English', isDefault: true },
  { code: 'de', name: 'Deutsch', isDefault: false },
];

function shell(locale: string): string {
  return `<!doctype html><html lang="${locale}"><head><title>Account</title></head><body><main><div id="served"></div></main></body></html>`;
}

/** Such a site for the tests beside which this stands. */
export function useAccountSite(): AccountTestSite {
  const site = {} as { -readonly [Key in keyof AccountTestSite]: AccountTestSite[Key] };
  let changed: Partial<AccountSettings> = {};
  let isDown = false;
  const settings = (locale: string): AccountSettings => ({
    title: 'The Small Paper',
    url: 'https://small.example',
    locale,
    isDefault: locale === 'en',
    formats: 'en-GB',
    timeZone: 'UTC',
    sender: 'The Small Paper <post@small.example>',
    replyTo: null,
    hasNewsletter: true,
    hasComments: true,
    domains: { allowed: [], refused: ['refused.example'] },
    locales,
    words,
    mail,
    ...changed,
  });
  const files: Readonly<Record<string, () => string>> = {
    '/account/served.json': () => JSON.stringify(settings('en')),
    '/de/account/served.json': () => JSON.stringify(settings('de')),
    '/account/served.txt': () => shell('en'),
    '/de/account/served.txt': () => shell('de'),
    '/404.html': () => 'No such page',
  };
  const server = createServer((request, response) => {
    if (isDown) {
      request.socket.destroy();
      return;
    }
    const file = files[request.url ?? ''];
    response.setHeader('content-security-policy', "default-src 'none'; form-action 'self'");
    response.writeHead(file ? 200 : 404).end(file?.());
  });
  site.setSettings = (next) => {
    changed = next;
    forgetFiles();
  };
  site.setDown = (down) => {
    isDown = down;
    forgetFiles();
  };
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    site.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  afterAll(async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  });
  return site;
}
