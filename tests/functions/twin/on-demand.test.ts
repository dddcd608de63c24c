import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FixtureTwin, startFixtureTwin } from './fixture-twin.ts';

let twin: FixtureTwin;

async function writeOnDemandRoutes(word: string): Promise<void> {
  const folder = join(twin.root, '.netlify', 'v1', 'functions', 'ssr');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'ssr.mjs'),
    `export default async (request, context) => {
      const { pathname } = new URL(request.url);
      if (pathname !== '/fresh/') return new Response('no such page', { status: 404 });
      return Response.json({ word: '${word}', method: request.method, ip: context.ip });
    };
    export const config = { path: '/*', preferStatic: true };`,
  );
}

beforeAll(async () => {
  twin = await startFixtureTwin();
  await writeOnDemandRoutes('first');
});

afterAll(async () => twin.close());

describe('routes that Astro renders on demand', () => {
  it('are asked where there is no file', async () => {
    const answer = await twin.ask('/fresh/', { method: 'POST', body: 'x' });
    expect(JSON.parse(answer.body.toString())).toMatchObject({ word: 'first', method: 'POST' });
    expect((await twin.ask('/nowhere')).body.toString()).toBe('no such page');
  });

  it('come after files, functions and every redirect', async () => {
    expect((await twin.ask('/nested/')).body.toString()).toContain('Nested');
    expect((await twin.ask('/api/hello')).status).toBe(200);
    expect((await twin.ask('/old')).status).toBe(301);
    expect((await twin.ask('/gone/x')).body.toString()).toContain('Not here');
  });

  it('never answer for functions that do not exist', async () => {
    const answer = await twin.ask('/.netlify/functions/nobody');
    expect(answer.body.toString()).toContain('Not here');
  });

  it('are read again after a build', async () => {
    await writeOnDemandRoutes('second');
    await expect
      .poll(async () => JSON.parse((await twin.ask('/fresh/')).body.toString()))
      .toMatchObject({ word: 'second' });
  });
});
