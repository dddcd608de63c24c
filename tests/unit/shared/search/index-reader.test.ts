import { describe, expect, it, vi } from 'vitest';
import { createIndexReader } from '#src/shared/search/index-reader.ts';

function answerWith(...answers: readonly (Response | Error)[]): void {
  const left = [...answers];
  vi.stubGlobal('fetch', async () => {
    const answer = left.shift() ?? new Response('', { status: 404 });
    if (answer instanceof Error) throw answer;
    return answer;
  });
}

describe('a file of the index', () => {
  it('is read as bytes', async () => {
    answerWith(new Response(new Uint8Array([1, 2, 255])));
    expect([...(await createIndexReader()('a'))]).toEqual([1, 2, 255]);
  });

  it('is missing where not even the first is there', async () => {
    answerWith(new Response('', { status: 404 }));
    await expect(createIndexReader()('a')).rejects.toMatchObject({ failure: 'missing' });
  });

  it('is replaced where the first names one that is not there', async () => {
    answerWith(new Response('{}'), new Response('', { status: 410 }));
    const read = createIndexReader();
    await read('a');
    await expect(read('b')).rejects.toMatchObject({ failure: 'replaced' });
  });

  it.each([new TypeError('Failed to fetch'), new Response('', { status: 503 })])(
    'is unreachable for now where the network or the server fails',
    async (answer) => {
      answerWith(answer);
      await expect(createIndexReader()('a')).rejects.toMatchObject({ failure: 'unreachable' });
    },
  );
});
