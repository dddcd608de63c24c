import { describe, expect, it, vi } from 'vitest';
import { readEditors } from '#netlify/lib/env.ts';

describe('EDITORS', () => {
  it('names addresses as accounts have them: in small letters, domains in ASCII', () => {
    vi.stubEnv('EDITORS', ' Edda@Example.org,,bo@bücher.example , no address');
    expect(readEditors()).toEqual(new Set(['edda@example.org', 'bo@xn--bcher-kva.example']));
  });

  it('is nobody where it is empty', () => {
    vi.stubEnv('EDITORS', '');
    expect(readEditors().size).toBe(0);
  });
});
