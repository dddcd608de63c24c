import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerSafely } from '#netlify/lib/endpoint/answer-safely.ts';
import { inSteps } from '#netlify/lib/endpoint/in-steps.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const after = (milliseconds: number): Promise<string> =>
  new Promise((resolve) => setTimeout(() => resolve('done'), milliseconds));

/** When it was answered, in milliseconds from now. */
async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  const ended: number[] = [];
  const note = (): void => {
    ended.push(performance.now() - begun);
  };
  void act().then(note, note);
  for (let step = 0; step < 1000 && ended.length === 0; step += 1)
    await vi.advanceTimersByTimeAsync(10);
  return ended[0] ?? NaN;
}

const fail = async (): Promise<never> => {
  await after(10);
  throw new Error('It failed.');
};

describe('what goes in steps', () => {
  it.each([
    [0, 400],
    [10, 400],
    [390, 400],
    [410, 800],
    [1_190, 1_200],
  ])('takes, where it is done after %i ms, %i', async (taken, whole) => {
    expect(await timeOf(() => inSteps(400, () => after(taken)))).toBeCloseTo(whole, -1);
  });

  it('takes as long where it fails', async () => {
    expect(await timeOf(() => inSteps(400, fail))).toBeCloseTo(400, -1);
  });
});

describe('an answer', () => {
  it('that does not come is an honest one in time', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const asked = answerSafely({ name: 'test', answer: () => new Promise(() => undefined) });
    await vi.advanceTimersByTimeAsync(20_000);
    const response = await asked;
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { code: 'unavailable' } });
    expect(console.error).toHaveBeenCalledOnce();
  });
});
