import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';

/** Node ends by these without a word to anybody who listens for its exit. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const stop = (): never => process.exit(1);

/**
 * Never leaves a half-built site behind: a build that fails after it has emptied the output folder
 * removes what it had written; one that fails before leaves the last good site as it was. One that is
 * stopped has failed. Must be the last integration, so that everybody else is done when it says so.
 */
export function wholeOrNothingIntegration(): AstroIntegration {
  let outputFolder = '';
  let isDone = false;
  const marker = (): string => path.join(outputFolder, '.building');
  const cleanUp = (): void => {
    if (isDone || !existsSync(outputFolder)) return;
    // Astro empties the folder, marker included, just before it writes into it.
    if (existsSync(marker())) rmSync(marker());
    else rmSync(outputFolder, { recursive: true, force: true });
  };
  return {
    name: 'broadsheet:whole-or-nothing',
    hooks: {
      'astro:build:start': () => {
        isDone = false;
        if (existsSync(outputFolder)) writeFileSync(marker(), '');
        process.once('exit', cleanUp);
        for (const signal of endings) process.once(signal, stop);
      },
      'astro:config:done': ({ config }) => {
        outputFolder = fileURLToPath(config.outDir);
      },
      'astro:build:done': () => {
        isDone = true;
        process.off('exit', cleanUp);
        for (const signal of endings) process.off(signal, stop);
      },
    },
  };
}
