import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Reads the owner's `.env`, if there is one. What the environment says already counts more. */
export function readEnvironmentFile(root: string): void {
  const file = join(root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}
