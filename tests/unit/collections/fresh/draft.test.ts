import { beforeEach, describe, expect, it, vi } from 'vitest';
import { answerDraft } from '#src/collections/fresh/answer-draft.ts';
import { makeDraftView } from '#src/collections/fresh/fresh-views.ts';
import type { Draft } from '#src/collections/fresh/find-draft.ts';
import { draftSubject, signPreview } from '#src/shared/preview-pass.ts';
import { post, startFreshSite, type FreshSite } from '#tests/setup/fresh-site.ts';

const secret = 'a secret of at least 32 characters';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

interface Asking {
  /** What is signed, if not the article. */
  readonly article?: string;
  readonly key?: string;
  readonly until?: number;
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

async function ask(site: FreshSite, slug: string, asking: Asking = {}): Promise<Draft | null> {
  const { article = `/articles/${slug}/`, key = secret, until = inSeconds(60) } = asking;
  const signature = await signPreview(key, { subject: draftSubject(article), until });
  const variables = { AUTH_SECRET: secret, ...site.variables, ...asking.variables };
  const request = { origin: site.origin, locale: undefined, slug, variables };
  const answer = await answerDraft(request, `Preview ${until}.${signature}`);
  return answer?.draft ?? null;
}

function inSeconds(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds;
}

describe('a draft', () => {
  it('is the page that it is to be, by its slug or its id, and nothing of it is kept', async () => {
    const site = await startFreshSite([post('rain')]);
    site.server.saveDraft(post('rain', { title: 'A wetter title than before' }, 2));
    const draft = await ask(site, 'rain');
    if (draft?.kind !== 'article') throw new Error('It is no article.');
    const view = makeDraftView(draft.article, draft.surroundings);
    expect(view.card.title).toBe('A wetter title than before');
    expect(draft.body.html).toContain('version 2');
    expect(view).toMatchObject({
      version: null,
      comments: null,
      openGraphImage: null,
      markdown: null,
    });
    site.server.saveDraft(post('Odd-Id.1', { slug: 'a-new-one' }));
    expect(await ask(site, 'Odd-Id.1')).toMatchObject({ kind: 'article', problems: [] });
  });

  it('says when it is to be published', async () => {
    const site = await startFreshSite([]);
    site.server.saveDraft(post('soon', { publishedAt: '2126-01-01' }));
    const draft = await ask(site, 'soon');
    if (draft?.kind !== 'article') throw new Error('It is no article.');
    const view = makeDraftView(draft.article, draft.surroundings);
    expect(view).toMatchObject({ scheduled: 'January 1, 2126', hiddenUntil: null });
  });

  it('shows the text of a members’ article', async () => {
    const site = await startFreshSite([]);
    site.server.saveDraft(post('inner', { access: 'members' }));
    const draft = await ask(site, 'inner');
    if (draft?.kind !== 'article') throw new Error('It is no article.');
    expect(draft.body.html).toContain('The text of inner');
    expect(makeDraftView(draft.article, draft.surroundings).invitation).toBeNull();
  });

  it('that is not whole yet says what is missing, and where', async () => {
    const site = await startFreshSite([]);
    site.server.saveDraft(post('half', { slug: '', description: '' }));
    const draft = await ask(site, 'half');
    expect(draft).toMatchObject({ kind: 'message', status: 200, message: 'preview.broken' });
    expect(draft?.problems.map(({ field }) => field).toSorted()).toEqual(['description', 'slug']);
    expect(draft?.problems[0]?.open).toBe(
      'https://app.contentful.com/spaces/spaceid1/environments/master/entries/half',
    );
  });

  it('that is not there, cannot be read, or cannot be read now says so', async () => {
    const site = await startFreshSite([]);
    expect(await ask(site, 'none')).toMatchObject({ status: 404, message: 'preview.missing' });
    const unset = { variables: { CONTENTFUL_PREVIEW_TOKEN: '' } };
    expect(await ask(site, 'none', unset)).toMatchObject({ status: 501, message: 'preview.unset' });
    const wrong = { variables: { CONTENTFUL_PREVIEW_TOKEN: 'wrong' } };
    expect(await ask(site, 'none', wrong)).toMatchObject({
      status: 502,
      message: 'preview.refused',
    });
    site.server.fault({ kind: 'status', status: 500 });
    expect(await ask(site, 'none')).toMatchObject({ status: 503, message: 'preview.down' });
  });

  it('is for the function that asks for it, for a minute, and for nobody else', async () => {
    const site = await startFreshSite([post('rain')]);
    expect(await ask(site, 'rain')).not.toBeNull();
    expect(await ask(site, 'rain', { key: `${secret}!` })).toBeNull();
    expect(await ask(site, 'rain', { until: inSeconds(-1) })).toBeNull();
    expect(await ask(site, 'rain', { article: '/articles/snow/' })).toBeNull();
    expect(await ask(site, 'rain', { variables: { AUTH_SECRET: '' } })).toBeNull();
    const { origin, variables } = site;
    const request = {
      origin,
      locale: undefined,
      slug: 'rain',
      variables: { ...variables, AUTH_SECRET: secret },
    };
    for (const authorization of [null, '', 'Preview', 'Preview 1.x', `Bearer ${secret}`]) {
      expect(await answerDraft(request, authorization)).toBeNull();
    }
  });
});
