import path from 'node:path';
import { build, type Rolldown } from 'vite';

const clients = path.resolve(import.meta.dirname, '..', 'engines', 'clients');

/** Makes one minified script of a client module and all that it imports. */
export async function bundleClient(client: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: path.join(clients, `${client}.ts`),
        preserveEntrySignatures: 'strict',
        output: { codeSplitting: false },
      },
    },
  });
  return codeOf(client, Array.isArray(result) ? result : [result]);
}

type BuildResult = Awaited<ReturnType<typeof build>>;

function codeOf(client: string, results: readonly Exclude<BuildResult, unknown[]>[]): string {
  const chunks = results
    .flatMap((result): Rolldown.RolldownOutput['output'][number][] =>
      'output' in result ? [...result.output] : [],
    )
    .filter((output) => output.type === 'chunk');
  const [chunk] = chunks;
  if (chunk === undefined || chunks.length > 1)
    throw new Error(`The client ${client} became ${chunks.length} scripts instead of one.`);
  return chunk.code;
}
