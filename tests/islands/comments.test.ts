import { expect as expectSoon, type Browser, type Page, type Route } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommentsAnswer, MineAnswer, OwnComment } from '#src/shared/comments/comment-view.ts';
import { makeCommentWords } from '#src/shared/strings/comments-words.ts';
import { createWords } from '#src/shared/strings/translate.ts';
import { launchBrowser, openWatchedPage } from '#tests/setup/browser.ts';
import { serveIsland, type IslandPage } from '#tests/setup/island-page.ts';

/** Comments in a browser, with answers that each test makes up. What functions answer is in the journey. */
let site: IslandPage;
let browser: Browser;
let page: Page;
let complaints: string[];
/** What was sent, in order. */
let sent: Record<string, unknown>[];

beforeAll(async () => {
  site = await serveIsland({
    entry: 'tests/setup/comments-page.tsx',
    alias: {},
    // A heading of the author's own, and as much room as an article keeps, so that comments are shown
    // at once.
    html: `<h1>An article</h1><h2 id="write">Write</h2><section class="comments"><div id="island"></div>${'<br>'.repeat(60)}</section>`,
  });
  browser = await launchBrowser();
}, 60_000);

afterAll(async () => {
  await browser.close();
  await site.close();
});

beforeEach(async () => {
  ({ page, complaints } = await openWatchedPage(browser, {
    // Browsers say so by themselves where an answer is a refusal.
    isComplaint: (message) =>
      ['error', 'warning'].includes(message.type()) && !/Failed to load/u.test(message.text()),
  }));
  sent = [];
});

afterEach(async () => {
  await page.context().close();
  expect(complaints).toEqual([]);
});

const words = makeCommentWords(createWords('en', {}));

const comment: OwnComment = {
  id: '00000000-0000-4000-8000-000000000001',
  parentId: null,
  name: 'Ann',
  isEditor: false,
  date: '2026-11-26T01:00:00.000Z',
  when: '26 November 2026 at 01:00',
  isEdited: false,
  blocks: [
    { kind: 'paragraph', content: ['<b>Hello</b> ', { kind: 'emphasis', content: ['you'] }] },
  ],
  state: 'shown',
  text: '<b>Hello</b> *you*',
  editableForSeconds: 100,
};

const everybodys: CommentsAnswer = {
  article: 'en/ferry',
  count: '1',
  comments: [comment],
  next: null,
  account: '/account/',
  words,
};

const stranger: MineAnswer = { person: null, comments: [] };
const ann: MineAnswer = { person: { name: 'Ann $& Lee' }, comments: [comment] };

type Answer = Parameters<Route['fulfill']>[0] | 'no network';

interface Answers {
  readonly all?: Answer;
  readonly mine?: Answer;
  /** In turn, the last one again and again. */
  readonly sent?: readonly Answer[];
}

async function open({
  all = { json: everybodys },
  mine = { json: ann },
  sent: posts = [],
}: Answers = {}) {
  const left = [...posts];
  await page.route('**/api/comments**', async (route) => {
    const request = route.request();
    let answer: Answer | undefined = request.url().includes('/mine?') ? mine : all;
    if (request.method() === 'POST') {
      sent.push(request.postDataJSON() as Record<string, unknown>);
      answer = left.length > 1 ? left.shift() : left[0];
    }
    await (answer === 'no network' ? route.abort('internetdisconnected') : route.fulfill(answer));
  });
  await page.goto(`${site.url}/articles/ferry/`);
}

const box = () => page.getByRole('textbox', { name: 'Your comment' });
const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('comments', () => {
  it.each<[string, Answer]>([
    ['no network', 'no network'],
    ['503', { status: 503, json: { error: { code: 'unavailable' } } }],
    ['no JSON', { status: 200, body: '<!doctype html>' }],
  ])('stay a link to their page where they cannot be had: %s', async (_what, all) => {
    await open({ all });
    const link = page.getByRole('link', { name: 'Read and write comments' });
    await expectSoon(link).toHaveAttribute('href', '/api/comments?article=en%2Fferry');
    await expectSoon(page.getByRole('heading', { name: 'Comments' })).toBeVisible();
  });

  it('are read by strangers, who are led to sign in', async () => {
    await open({ mine: { json: stranger } });
    await expectSoon(page.getByRole('article')).toContainText('<b>Hello</b> you');
    await expectSoon(
      page.getByRole('link', { name: 'Sign in to write a comment' }),
    ).toHaveAttribute('href', '/account/?returnTo=%2Farticles%2Fferry%2F');
    await expectSoon(page.getByRole('button')).toHaveCount(0);
  });

  it('are read where it cannot be said who reads', async () => {
    await open({ mine: { status: 503, json: {} } });
    await expectSoon(page.getByRole('article')).toContainText('Hello');
  });

  it('say what is wrong beside the field, and keep the text', async () => {
    const error = { code: 'missing_body', message: 'Please write.', field: 'body' };
    await open({ sent: [{ status: 422, json: { error } }, 'no network'] });
    await box().fill('Precious');
    await button('Send').click();
    await expectSoon(box()).toHaveAccessibleDescription(/Please write\./u);
    await expectSoon(box()).toHaveAttribute('aria-invalid', 'true');
    await expectSoon(box()).toBeFocused();
    await button('Send').click();
    await expectSoon(page.getByRole('alert').last()).toContainText('Comments cannot be reached');
    await expectSoon(box()).toHaveValue('Precious');
    expect(sent).toEqual([
      { article: 'en/ferry', body: 'Precious' },
      { article: 'en/ferry', body: 'Precious' },
    ]);
  });

  it('lead on where a name is missing', async () => {
    const error = { code: 'missing_name', message: 'Please choose a name.' };
    await open({ sent: [{ status: 422, json: { error } }] });
    await box().fill('x');
    await button('Send').click();
    await expectSoon(page.getByRole('link', { name: 'Choose a name' })).toHaveAttribute(
      'href',
      '/account/',
    );
  });

  it('send once what is sent twice in haste', async () => {
    await open({ sent: [{ json: { status: 'waiting', comment: null } }] });
    await expectSoon(page.getByText('You write as Ann $& Lee.')).toBeVisible();
    await box().fill('x');
    await button('Send').dblclick();
    await expectSoon(page.getByRole('status')).toContainText('read by an editor');
    await expectSoon(box()).toHaveValue('');
    expect(sent).toHaveLength(1);
  });

  it('are replied to by the keyboard alone, and the focus comes back', async () => {
    await open();
    await button('Reply').press('Enter');
    await expectSoon(page.getByRole('textbox', { name: 'Your reply to Ann' })).toBeFocused();
    await button('Cancel').press('Enter');
    await expectSoon(page.getByRole('article')).toBeFocused();
    await button('Edit').press('Enter');
    await expectSoon(box().first()).toHaveValue('<b>Hello</b> *you*');
  });

  it('go on where there are more', async () => {
    await open({ all: { json: { ...everybodys, next: '1.1' } } });
    const more = { ...comment, id: '00000000-0000-4000-8000-000000000002', name: 'Ben' };
    await page.route('**/api/comments?*after=1.1*', (route) =>
      route.fulfill({ json: { ...everybodys, comments: [comment, more] } }),
    );
    await button('More comments').click();
    await expectSoon(page.getByRole('article')).toHaveCount(2);
    await expectSoon(button('More comments')).toHaveCount(0);
  });
});
