/** `npm run contentful`: sets a space up, says whether it is as it should be, makes links to previews. */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { ContentfulSettingsError } from '#src/collections/contentful/connection.ts';
import { contentFolder } from '#src/collections/reading/content-folder.ts';
import { ContentError } from '#src/collections/reading/problems.ts';
import { plainMapping, type ContentfulMapping } from '#src/collections/schemas/contentful.ts';
import { parseArticlePath } from '#src/shared/paths.ts';
import { checkMapping } from './contentful/check-mapping.ts';
import {
  needed,
  readDelivery,
  readManagement,
  readPublication,
  SettingsMissing,
  type PublicationSettings,
} from './contentful/contentful-settings.ts';
import { ownTypes, type OwnType } from './contentful/own-types.ts';
import { describeStep, planSetup } from './contentful/plan-setup.ts';
import { makePreviewLink } from './contentful/preview-link.ts';
import { fetchTypes, SpaceTypesError } from './contentful/space-types.ts';
import { readEnvironmentFile } from './read-environment-file.ts';

const help = `A space at Contentful.

  npm run contentful -- setup [--yes]
  npm run contentful -- check
  npm run contentful -- preview-link [--article /articles/<slug>/] [--days <number>]

  setup          makes the content types that articles are written in, or adds what is missing to
                 them; says what it would do, and asks. Nothing is ever taken away. --yes: without
                 asking. Needs CONTENTFUL_MANAGEMENT_TOKEN.
  check          says what in the space is not as builds read it, by what site.yaml says of it
  preview-link   a link to previews that needs no account, for 30 days unless told: for the content
                 preview of Contentful's settings, or of one article for somebody. Needs the
                 AUTH_SECRET of the site and its address, SITE_URL or the url of site.yaml.
  --help         these words

Exit codes: 0 done, or nothing to do; 1 failed, or something is not as it should be; 2 wrong use.`;

const root = process.cwd();

/** The command was called in a way it does not know. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [command, ...more] = positionals;
  if (values.help || command === undefined) {
    console.log(help);
    return values.help ? 0 : 2;
  }
  if (more.length > 0) throw new UsageError(`${more[0]} is too much.`);
  if (command === 'setup') return setup(values.yes);
  if (command === 'check') return check();
  if (command === 'preview-link') return previewLink(values.article ?? null, values.days);
  throw new UsageError(`There is no command ${JSON.stringify(command)}.`);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        yes: { type: 'boolean', default: false },
        article: { type: 'string' },
        days: { type: 'string', default: '30' },
      },
    });
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

async function setup(isSure: boolean): Promise<number> {
  const target = readManagement();
  if (target === null) {
    throw new SettingsMissing(
      'CONTENTFUL_MANAGEMENT_TOKEN is needed to change a space. It is in Contentful under Settings, CMA tokens; it is for this command alone, and no site needs it.',
    );
  }
  const types = typesToSetUp((await readOwn()).mapping);
  const steps = planSetup(await fetchTypes(target), types);
  const toDo = steps.filter(({ kind }) => kind !== 'conflict');
  const conflicts = steps.length - toDo.length;
  for (const step of steps) console.log(`  ${describeStep(step)}`);
  if (toDo.length === 0) {
    console.log(conflicts > 0 ? 'Nothing else is to be done.' : 'The space has all it needs.');
    return conflicts > 0 ? 1 : 0;
  }
  if (!isSure && !(await isAgreed(target.space, target.environment))) return 2;
  const { migrate } = await import('./contentful/run-migration.ts');
  const { host, protocol } = new URL(target.origin);
  if (protocol !== 'https:') throw new SettingsMissing('Contentful’s migrations need https.');
  await migrate(steps, {
    spaceId: target.space,
    environmentId: target.environment,
    accessToken: target.token,
    host,
  }).catch((error: unknown) => {
    const told = error instanceof Error ? error.message.split('\n')[0] : 'unknown';
    throw new SpaceTypesError(
      `The space could not be changed, or only in part: ${told}. Run it again: it goes on from where it is.`,
    );
  });
  console.log('Done. Authors find the content types in the web app.');
  return conflicts > 0 ? 1 : 0;
}

/** Those that site.yaml does not read from elsewhere. */
function typesToSetUp(own: ContentfulMapping): OwnType[] {
  const replaced = new Set<string>();
  if (!own.articles.some(({ type }) => type === 'article')) replaced.add('article');
  for (const kind of ['authors', 'topics', 'series'] as const) {
    if (own[kind].type !== plainMapping[kind].type) replaced.add(plainMapping[kind].type);
  }
  return ownTypes.filter(({ id }) => !replaced.has(id));
}

async function isAgreed(space: string, environment: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    console.error('Nothing was changed. Say --yes to have it done where nobody can be asked.');
    return false;
  }
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asking.question(`Change the space ${space} (${environment}) so? [y/N] `);
  asking.close();
  if (/^y(?:es)?$/i.test(answer.trim())) return true;
  console.log('Nothing was changed.');
  return false;
}

async function check(): Promise<number> {
  const source = readManagement() ?? readDelivery();
  const own = (await readOwn()).mapping;
  const space = await fetchTypes(source);
  const drift = checkMapping(space, own);
  // Only who may change content types is told their rules.
  if (source.tokenName === 'CONTENTFUL_MANAGEMENT_TOKEN') {
    const known = new Set(space.map(({ id }) => id));
    const types = typesToSetUp(own).filter(({ id }) => known.has(id));
    drift.push(...planSetup(space, types).map(describeStep));
  }
  for (const line of new Set(drift)) console.log(`  ${line}`);
  const things = drift.length === 1 ? 'thing is' : 'things are';
  console.log(
    drift.length === 0
      ? 'The space is as builds read it.'
      : `${drift.length} ${things} not as builds read it. \`npm run contentful -- setup\` adds what is missing; site.yaml says what is called otherwise.`,
  );
  return drift.length === 0 ? 0 : 1;
}

async function previewLink(article: string | null, days: string): Promise<number> {
  if (!/^[1-9]\d{0,2}$/.test(days)) throw new UsageError(`--days takes 1 to 999, and not ${days}.`);
  if (article !== null && parseArticlePath(article) === null) {
    throw new UsageError('--article takes the path of an article, such as /articles/a-good-name/.');
  }
  const secret = needed('AUTH_SECRET');
  const { url: site } = await readOwn();
  console.log(
    await makePreviewLink(article, { site, secret, days: Number(days), now: new Date() }),
  );
  if (article === null) {
    console.error(
      `It shows every draft to whoever has it, for ${days} days: keep it in Contentful’s settings.`,
    );
  }
  return 0;
}

function readOwn(): Promise<PublicationSettings> {
  return readPublication(contentFolder(root));
}

function fail(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${help}`);
    return 2;
  }
  const known = [SettingsMissing, SpaceTypesError, ContentError, ContentfulSettingsError];
  if (!(error instanceof Error) || !known.some((kind) => error instanceof kind)) throw error;
  console.error(error.message);
  return 1;
}

readEnvironmentFile(root);
process.exitCode = await main(process.argv.slice(2)).catch(fail);
